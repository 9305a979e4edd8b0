import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { containerSizeSchema } from '../../contract/compute/containersTold.ts';
import { longQueueName } from '../../contract/compute/longQueueName.ts';
import type { Environment } from '../../contract/environment.ts';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import { presetHash } from '../../presets/schema/presetHash.ts';
import { containersOn } from '../../profiles/schema/containers.ts';
import { deleteGraceSecondsOf, loneMinutesOf, type Profile } from '../../profiles/schema/profile.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { MediaConvertAccess } from '../rules/mediaConvertAccess.ts';
import type { Alarms } from '../watch/alarms.ts';
import { allowFinishing } from './allowFinishing.ts';
import { jobEnvironment } from './jobEnvironment.ts';
import { queueFunction } from './queueFunction.ts';
import type { RenditionBranch } from './renditionBranch.ts';

export interface ReconcileFunctionProps {
  readonly profile: Profile;
  readonly code: Code;
  readonly input: IBucket;
  readonly uploads: ITopic;
  readonly notices: IQueue;
  readonly ledger: LedgerTable;
  readonly webhooks?: WebhooksTable | undefined;
  readonly mediaConvert: MediaConvertAccess;
  readonly renditions: RenditionBranch[];
  readonly alarms: Alarms;
  readonly wishes: WishSettings;
}

const NAME = 'reconcile';
/** The listings of a hundred thousand objects fit into this. */
const MEMORY_MB = 1_024;
const TIMEOUT = Duration.minutes(15);
/** The least that SQS event sources accept. Two runs at once do no harm: each write is conditional. */
const MAX_CONCURRENCY = 2;

/** Looks, by a schedule, for what was lost on the way, and asks for it again. */
export class ReconcileFunction extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: ReconcileFunctionProps) {
    super(scope, id);
    const { work, driven } = queueFunction(this, 'Handler', {
      ...props,
      name: NAME,
      description: 'Finds what is overdue, and asks for it again',
      memoryMb: MEMORY_MB,
      timeout: TIMEOUT,
      maxConcurrency: MAX_CONCURRENCY,
      handler: queue => ({ file: 'reconcile', environment: reconcileEnvironment(queue, props) }),
      alarmTexts: {
        deadLetters:
          'The search for what is overdue failed again and again. Read the log of the reconcile function; the next run of the schedule makes good for these messages, so delete them once the cause is mended.',
        waiting:
          'The search for what is overdue does not run. Look for throttles and errors of the reconcile function.',
      },
    });
    this.queue = work.queue;
    this.#schedule(props);
    this.#grant(driven.role, props);
  }

  #schedule({ profile, alarms }: ReconcileFunctionProps): void {
    const name = `${profile.prefix}-${NAME}`;
    const deadLetterQueue = deliveryDlq(this, 'RuleDlq', {
      queueName: `${name}-rule-dlq`,
      days: profile.retention.dlqDays,
    });
    const rule = new Rule(this, 'Schedule', {
      description: 'When fanreel looks for what is overdue',
      schedule: Schedule.rate(Duration.minutes(profile.reconcileMinutes)),
    });
    rule.addTarget(new SqsQueue(this.queue, { deadLetterQueue }));
    alarms.notEmpty(
      `${NAME}-rule-dlq`,
      deadLetterQueue,
      `EventBridge could not deliver to ${name}. Mend the queue or its policy; the next run makes good for these messages.`,
    );
  }

  /** It looks at everything, and does what the job-state function does for managed jobs whose events never came. */
  #grant(role: Role, props: ReconcileFunctionProps): void {
    const { profile, input, uploads, notices, ledger, mediaConvert, renditions } = props;
    allow(role, ['s3:ListBucket'], input.bucketArn);
    allowObjects(role, input, ['s3:GetObject', 's3:GetObjectVersion']); // HeadObject asks for these
    allow(role, ['sns:Publish'], uploads.topicArn);
    allow(role, ['sqs:SendMessage'], notices.queueArn);
    ledger.grantUse(role);
    props.webhooks?.grantList(role);
    mediaConvert.allowLook(role);
    for (const rendition of renditions) {
      allowFinishing(role, rendition);
      // Also where none takes long jobs any more: of a queue that is gone, IAM denies to tell so to whoever may not ask.
      allow(role, ['sqs:GetQueueAttributes'], longQueueArn(rendition, profile.prefix));
    }
    const asked = scaledByMetrics(props).map(({ queueArn }) => queueArn);
    if (asked.length > 0) allow(role, ['sqs:GetQueueAttributes'], ...asked);
    if (deleteGraceSecondsOf(profile) === undefined) return;
    const ofUploads = renditions.filter(({ preset }) => preset.kind !== 'clip');
    for (const { output } of ofUploads) allowObjects(role, output, ['s3:DeleteObject']);
  }
}

/** Its queue of long jobs by its name, whether it is there or was with an earlier profile. */
function longQueueArn(rendition: RenditionBranch, prefix: string): string {
  return Stack.of(rendition).formatArn({
    service: 'sqs',
    resource: `${prefix}-${longQueueName(rendition.name)}`,
  });
}

/** Queues that nobody asks for messages while there is no worker; KEDA does so itself. */
function scaledByMetrics({ profile, renditions }: ReconcileFunctionProps): IQueue[] {
  return renditions
    .filter(({ name }) => containersOn(profile, name) === 'ecs')
    .map(({ making }) => making.contained);
}

function reconcileEnvironment(queue: IQueue, props: ReconcileFunctionProps): Environment<'reconcile'> {
  const { profile, input, uploads, renditions } = props;
  const scaled = scaledByMetrics(props).map(({ queueUrl }) => queueUrl);
  return {
    ...jobEnvironment(queue, props),
    METRIC_QUEUE_URLS: scaled.length > 0 ? scaled : undefined,
    UPLOADS_TOPIC_ARN: uploads.topicArn,
    INPUT_BUCKET: input.bucketName,
    DELETE_GRACE_SECONDS: deleteGraceSecondsOf(profile),
    OVERDUE_MINUTES: profile.overdueMinutes,
    LONE_MINUTES: loneMinutesOf(profile),
    MAX_RECEIVE_COUNT: profile.maxReceiveCount,
    FUNCTION_MEMORY_MB: profile.function.memoryMb,
    FUNCTION_SCRATCH_MB: profile.function.scratchMb,
    FUNCTION_ARCHITECTURE: profile.function.architecture,
    CONTAINER_SIZE: profile.containers && containerSizeSchema.parse(profile.containers),
    RENDITIONS: renditions.map(({ name, preset, output }) => ({
      name,
      presetHash: presetHash(preset),
      outputBucket: output.bucketName,
      container: preset.kind === 'video' ? preset.container : null,
      ...(preset.kind === 'clip' && { kind: preset.kind }),
    })),
  };
}
