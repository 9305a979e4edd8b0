import { Duration } from 'aws-cdk-lib';
import type { Code, ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import { RENDITION_ATTRIBUTE } from '../../contract/messages/request.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { receivesOf } from '../../profiles/schema/receives.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import { outputBucket } from '../buckets/outputBucket.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import type { WorkQueue } from '../queues/workQueue.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';
import type { Alarms } from '../watch/alarms.ts';
import { costsOver, disturbed, overdue, presetFails } from '../watch/handlerAlarms.ts';
import type { PipelineFunction } from './pipelineFunction.ts';
import { type QueueFunction, queueFunction } from './queueFunction.ts';
import { transcodeEnvironment } from './transcodeEnvironment.ts';

export interface RenditionBranchProps {
  readonly name: string;
  readonly preset: Preset;
  readonly profile: Profile;
  readonly code: Code;
  readonly codeVersion: string;
  /** Holds ffmpeg; without it the runtime brings one. */
  readonly layer?: ILayerVersion;
  readonly input: IBucket;
  readonly accessLogs: IBucket;
  readonly uploads: Topic;
  readonly notices: IQueue;
  readonly ledger: LedgerTable;
  readonly mediaConvert: MediaConvertAccess;
  readonly alarms: Alarms;
}

/** All that makes one rendition: queue, DLQs, subscription, function, output bucket, alarms. */
export class RenditionBranch extends Construct {
  readonly name: string;
  readonly preset: Preset;
  readonly work: WorkQueue;
  readonly subscriptionDlq: Queue;
  readonly output: Bucket;
  readonly transcode: PipelineFunction;

  constructor(scope: Construct, id: string, props: RenditionBranchProps) {
    super(scope, id);
    this.name = props.name;
    this.preset = props.preset;
    this.output = outputBucket(this, { ...props, rendition: props.name });
    const { work, driven } = this.#queueFunction(props);
    this.work = work;
    this.transcode = driven;
    this.subscriptionDlq = this.#subscribe(props);
    this.#grant(props);
    this.#watch(props);
  }

  #called({ profile }: RenditionBranchProps): string {
    return `${profile.prefix}-${this.name}`;
  }

  /** Uploads carry no `rendition` attribute and go to every queue; a request may name the one that it is for. */
  #subscribe(props: RenditionBranchProps): Queue {
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

  #queueFunction(props: RenditionBranchProps): QueueFunction {
    const { profile, preset, layer } = props;
    const { memoryMb, scratchMb, timeoutSeconds, maxConcurrency } = profile.function;
    return queueFunction(this, 'Transcode', {
      ...props,
      description: `Makes ${this.name} of uploads`,
      memoryMb,
      scratchMb,
      timeout: Duration.seconds(timeoutSeconds),
      maxConcurrency,
      provisionedPollers: preset.kind === 'video' ? profile.provisionedPollers : undefined,
      receives: preset.kind === 'video' ? receivesOf(profile) : undefined,
      layers: layer && [layer],
      handler: queue => ({
        file: 'transcode',
        environment: transcodeEnvironment({ ...props, output: this.output, queue }),
      }),
      alarmTexts: {
        deadLetters: `Jobs of ${this.name} failed for good. See why with "fanreel status", mend the cause, then "fanreel redrive ${this.name}".`,
        waiting: `Work for ${this.#called(props)} waits longer than a job may take. Look for throttles and errors of the function; raise maxConcurrency if uploads simply come faster.`,
      },
    });
  }

  /** One role a rendition: it reads uploads and writes its own output, never another's and never the input. */
  #grant({ profile, preset, input, notices, ledger, mediaConvert }: RenditionBranchProps): void {
    const { role } = this.transcode;
    allowObjects(role, input, ['s3:GetObject', 's3:GetObjectVersion']);
    // Without ListBucket S3 says 403, not 404, of an object that is not there.
    allow(role, ['s3:ListBucket'], input.bucketArn, this.output.bucketArn);
    allowObjects(role, this.output, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
    allowObjects(role, this.output, ['s3:DeleteObject'], STAGING_PREFIX);
    // Films that are made in pieces are asked for piece by piece in the rendition's own queue.
    const asked = profile.segments && preset.kind === 'video' ? [this.work.queue.queueArn] : [];
    allow(role, ['sqs:SendMessage'], notices.queueArn, ...asked);
    ledger.grantUse(role);
    mediaConvert.allowStaging(this.output);
    mediaConvert.allowSubmit(role);
  }

  #watch({ alarms, profile: { alarmUsdPerHour } }: RenditionBranchProps): void {
    presetFails(alarms, this.name);
    disturbed(alarms, this.name);
    overdue(alarms, this.name);
    if (alarmUsdPerHour !== undefined) costsOver(alarms, this.name, alarmUsdPerHour);
  }
}
