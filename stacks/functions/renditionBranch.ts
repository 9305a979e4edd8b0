import { Duration } from 'aws-cdk-lib';
import type { Code, ILayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { longQueueName } from '../../contract/compute/longQueueName.ts';
import { RENDITION_ATTRIBUTE } from '../../contract/messages/request.ts';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { clipReceivesOf } from '../../profiles/schema/clipReceives.ts';
import { computeOf, containersOn } from '../../profiles/schema/containers.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { receivesOf } from '../../profiles/schema/receives.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import { outputBucket } from '../buckets/outputBucket.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { lateInContainers, waitsForContainers } from '../queues/inContainers.ts';
import { longQueue } from '../queues/longQueue.ts';
import type { WorkQueue } from '../queues/workQueue.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';
import type { Alarms } from '../watch/alarms.ts';
import { costsOver, disturbed, overdue, presetFails } from '../watch/handlerAlarms.ts';
import { allowMaking, type Making } from './allowMaking.ts';
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
  /** Of the stack, for clips whose preset names none. */
  readonly recordings?: IBucket | undefined;
  readonly accessLogs: IBucket;
  readonly uploads: Topic;
  readonly notices: IQueue;
  readonly ledger: LedgerTable;
  /** In which wishes' webhooks are looked up; none where nobody can be told by one. */
  readonly webhooks?: WebhooksTable | undefined;
  readonly mediaConvert: MediaConvertAccess;
  readonly alarms: Alarms;
  readonly wishes: WishSettings;
}

/** All that makes one rendition: queue, DLQs, subscription, function, output bucket, alarms. */
export class RenditionBranch extends Construct {
  readonly name: string;
  readonly preset: Preset;
  readonly work: WorkQueue;
  /** Of its long jobs; undefined where nobody takes them. */
  readonly long: Queue | undefined;
  /** Whether its function takes its messages; else its containers do. */
  readonly isDriven: boolean;
  readonly subscriptionDlq: Queue;
  readonly output: Bucket;
  /** Which clips are cut from; undefined of what is made of uploads. */
  readonly recordings: IBucket | undefined;
  readonly transcode: PipelineFunction;
  /** What whoever makes the rendition has to get at: its function, and its workers in containers. */
  readonly making: Making;

  constructor(scope: Construct, id: string, props: RenditionBranchProps) {
    super(scope, id);
    this.name = props.name;
    this.preset = props.preset;
    this.isDriven = isDriven(props);
    this.output = outputBucket(this, { ...props, rendition: props.name });
    this.recordings = recordingsOf(this, props);
    const { work, driven, long } = this.#queueFunction(props);
    this.work = work;
    this.long = long;
    this.transcode = driven;
    this.subscriptionDlq = this.#subscribe(props);
    this.making = {
      ...{ preset: props.preset, input: props.input, output: this.output, recordings: this.recordings },
      ...{ queue: work.queue, long, contained: long ?? work.queue },
      ...{ notices: props.notices, ledger: props.ledger, webhooks: props.webhooks },
      mediaConvert: props.mediaConvert,
    };
    allowMaking(driven.role, this.making);
    props.mediaConvert.allowStaging(this.output);
    this.#watch(props);
  }

  #called({ profile }: RenditionBranchProps): string {
    return `${profile.prefix}-${this.name}`;
  }

  /**
   * Uploads carry no `rendition` attribute and go to every queue but those of clips; a request may name the one that it is for,
   * and that for a clip has to.
   */
  #subscribe(props: RenditionBranchProps): Queue {
    const deadLetterQueue = deliveryDlq(this, 'SubscriptionDlq', {
      queueName: `${this.#called(props)}-subscription-dlq`,
      days: props.profile.retention.dlqDays,
    });
    const named = this.preset.kind === 'clip' ? [this.name] : [this.name, { exists: false }];
    props.uploads.addSubscription(
      new SqsSubscription(this.work.queue, {
        rawMessageDelivery: true,
        filterPolicy: { [RENDITION_ATTRIBUTE]: new SubscriptionFilter(named) },
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

  #queueFunction(props: RenditionBranchProps): QueueFunction & { long: Queue | undefined } {
    const { name, profile, preset, layer } = props;
    const { memoryMb, scratchMb, timeoutSeconds, maxConcurrency } = profile.function;
    const receives = receivesFor(preset, profile);
    const hasLong = isDriven(props) && containersOn(profile, name) !== undefined;
    let long: Queue | undefined;
    const made = queueFunction(this, 'Transcode', {
      ...props,
      isDriven: isDriven(props),
      alsoFrom: hasLong ? [`${profile.prefix}-${longQueueName(name)}`] : [],
      description:
        preset.kind === 'clip' ? `Cuts ${this.name} as they are asked for` : `Makes ${this.name} of uploads`,
      memoryMb,
      scratchMb,
      timeout: Duration.seconds(timeoutSeconds),
      maxConcurrency,
      provisionedPollers: preset.kind === 'video' ? profile.provisionedPollers : undefined,
      receives,
      lateAfter: isDriven(props) ? undefined : lateInContainers(profile),
      // A message waits with its clip, from its arrival or its end in the future on.
      mayWait: preset.kind === 'clip' ? Duration.seconds(2 * preset.pendingSeconds) : undefined,
      layers: layer && [layer],
      handler: (queue, dlq) => {
        const maxReceiveCount = receives ?? profile.maxReceiveCount;
        long = hasLong
          ? longQueue(this, 'Long', { profile, rendition: name, dlq, maxReceiveCount })
          : undefined;
        const { output, recordings } = this;
        return {
          file: 'transcode',
          environment: transcodeEnvironment({ ...props, output, recordings, queue, long }),
        };
      },
      alarmTexts: {
        deadLetters: `Jobs of ${this.name} failed for good. See why with "fanreel status", mend the cause, then "fanreel redrive ${this.name}".`,
        waiting: isDriven(props)
          ? `Work for ${this.#called(props)} waits longer than a job may take. Look for throttles and errors of the function; raise maxConcurrency if uploads simply come faster.`
          : waitsForContainers(this.#called(props)),
      },
    });
    if (long) {
      const called = longQueueName(name);
      props.alarms.waitsTooLong(
        called,
        long,
        lateInContainers(profile),
        waitsForContainers(`${profile.prefix}-${called}`),
      );
    }
    return { ...made, long };
  }

  #watch({ alarms, profile: { alarmUsdPerHour } }: RenditionBranchProps): void {
    presetFails(alarms, this.name);
    disturbed(alarms, this.name);
    overdue(alarms, this.name);
    if (alarmUsdPerHour !== undefined) costsOver(alarms, this.name, alarmUsdPerHour);
  }
}

/** Whether its function makes it; else containers do, and the function stands by. */
function isDriven({ name, profile }: Pick<RenditionBranchProps, 'name' | 'profile'>): boolean {
  return computeOf(profile, name) === 'lambda';
}

/** How often SQS gives out a message before it goes to the DLQ. */
function receivesFor(preset: Preset, profile: Profile): number | undefined {
  switch (preset.kind) {
    case 'video':
      return receivesOf(profile);
    case 'clip':
      return clipReceivesOf(profile, preset.pendingSeconds);
    case 'image':
      return undefined;
  }
}

/** The bucket that a preset of clips names, or the stack's. */
function recordingsOf(
  scope: Construct,
  { preset, recordings }: Pick<RenditionBranchProps, 'preset' | 'recordings'>,
): IBucket | undefined {
  if (preset.kind !== 'clip') return undefined;
  const { bucket } = preset.recordings;
  return bucket === undefined ? recordings : Bucket.fromBucketName(scope, 'Recordings', bucket);
}
