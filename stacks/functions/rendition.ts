import { Duration } from 'aws-cdk-lib';
import type { Code, ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import { RENDITION_ATTRIBUTE } from '../../contract/request.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import type { Ledger } from '../buckets/ledger.ts';
import { outputBucket } from '../buckets/outputBucket.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { WorkQueue } from '../queues/workQueue.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';
import type { Alarms } from '../watch/alarms.ts';
import { PipelineFunction } from './pipelineFunction.ts';
import { transcodeEnvironment } from './transcodeEnvironment.ts';

export interface RenditionProps {
  readonly name: string;
  readonly preset: Preset;
  readonly profile: Profile;
  readonly code: Code;
  /** Holds ffmpeg; without it the runtime brings one. */
  readonly layer?: ILayerVersion;
  readonly input: IBucket;
  readonly accessLogs: IBucket;
  readonly uploads: Topic;
  readonly notices: IQueue;
  readonly ledger: Ledger;
  readonly mediaConvert: MediaConvertAccess;
  readonly alarms: Alarms;
}

/** All that makes one rendition: queue, DLQs, subscription, function, output bucket, alarms. */
export class Rendition extends Construct {
  readonly name: string;
  readonly preset: Preset;
  readonly work: WorkQueue;
  readonly subscriptionDlq: Queue;
  readonly output: Bucket;
  readonly transcode: PipelineFunction;

  constructor(scope: Construct, id: string, props: RenditionProps) {
    super(scope, id);
    this.name = props.name;
    this.preset = props.preset;
    this.output = outputBucket(this, { ...props, rendition: props.name });
    this.work = new WorkQueue(this, 'Work', {
      queueName: this.#called(props),
      functionTimeout: timeoutOf(props.profile),
      ...props.profile,
    });
    this.subscriptionDlq = this.#subscribe(props);
    this.transcode = this.#function(props);
    this.#grant(props);
    this.#watch(props);
  }

  #called({ profile }: RenditionProps): string {
    return `${profile.prefix}-${this.name}`;
  }

  /** Uploads carry no `rendition` attribute and go to every queue; a request may name the one that it is for. */
  #subscribe(props: RenditionProps): Queue {
    const deadLetterQueue = deliveryDlq(this, 'SubscriptionDlq', {
      queueName: `${this.#called(props)}-subscription-dlq`,
      days: props.profile.retention.dlqDays,
    });
    props.uploads.addSubscription(
      new SqsSubscription(this.work.queue, {
        rawMessageDelivery: true,
        filterPolicy: { [RENDITION_ATTRIBUTE]: new SubscriptionFilter([this.name, { exists: false }]) },
        deadLetterQueue,
      }),
    );
    props.alarms.notEmpty(
      `${this.name}-subscription-dlq`,
      deadLetterQueue,
      `SNS could not deliver to ${this.#called(props)}. Mend the queue or its policy, then "fanreel redrive ${this.name}" brings the waiting messages to it.`,
    );
    return deadLetterQueue;
  }

  #function(props: RenditionProps): PipelineFunction {
    const { profile } = props;
    return new PipelineFunction(this, 'Transcode', {
      ...props,
      functionName: this.#called(props),
      description: `Makes ${this.name} of uploads`,
      file: 'transcode',
      memoryMb: profile.function.memoryMb,
      scratchMb: profile.function.scratchMb,
      timeout: timeoutOf(profile),
      maxConcurrency: profile.function.maxConcurrency,
      layers: props.layer && [props.layer],
      work: this.work,
      environment: transcodeEnvironment({ ...props, output: this.output, queue: this.work.queue }),
    });
  }

  /** One role a rendition: it reads uploads and writes its own output, never another's and never the input. */
  #grant({ input, notices, ledger, mediaConvert }: RenditionProps): void {
    const { role } = this.transcode;
    allowObjects(role, input, ['s3:GetObject', 's3:GetObjectVersion']);
    // Without ListBucket S3 says 403, not 404, of an object that is not there.
    allow(role, ['s3:ListBucket'], input.bucketArn, this.output.bucketArn);
    allowObjects(role, this.output, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
    allowObjects(role, this.output, ['s3:DeleteObject'], STAGING_PREFIX);
    allow(role, ['sqs:SendMessage'], notices.queueArn);
    ledger.grantUse(role);
    mediaConvert.allowStaging(this.output);
    mediaConvert.allowSubmit(role);
  }

  #watch(props: RenditionProps): void {
    const name = this.#called(props);
    props.alarms.notEmpty(
      `${this.name}-dlq`,
      this.work.dlq,
      `Jobs of ${this.name} failed for good. See why with "fanreel status", mend the cause, then "fanreel redrive ${this.name}".`,
    );
    props.alarms.waitsTooLong(
      this.name,
      this.work.queue,
      this.work.visibility,
      `Work for ${name} waits longer than a job may take. Look for throttles and errors of the function; raise maxConcurrency if uploads simply come faster.`,
    );
    props.alarms.presetFails(this.name);
    props.alarms.disturbed(this.name);
    props.alarms.overdue(this.name);
    const { alarmUsdPerHour } = props.profile;
    if (alarmUsdPerHour !== undefined) props.alarms.costsOver(this.name, alarmUsdPerHour);
  }
}

function timeoutOf(profile: Profile): Duration {
  return Duration.seconds(profile.function.timeoutSeconds);
}
