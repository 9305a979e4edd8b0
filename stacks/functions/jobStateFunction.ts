import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { managedEventPattern } from '../../contract/messages/managedEvent.ts';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { Alarms } from '../watch/alarms.ts';
import { eventsUnread } from '../watch/handlerAlarms.ts';
import { allowFinishing } from './allowFinishing.ts';
import { jobEnvironment } from './jobEnvironment.ts';
import { queueFunction } from './queueFunction.ts';
import type { RenditionBranch } from './renditionBranch.ts';

export interface JobStateFunctionProps {
  readonly profile: Profile;
  readonly code: Code;
  readonly input: IBucket;
  readonly notices: IQueue;
  readonly ledger: LedgerTable;
  readonly webhooks?: WebhooksTable | undefined;
  readonly alarms: Alarms;
  readonly wishes: WishSettings;
}

const NAME = 'job-state';
/** It copies objects and reads their headers; the bytes do not pass through it. */
const MEMORY_MB = 512;
const TIMEOUT = Duration.minutes(5);
/** The least that SQS event sources accept is 2. */
const MAX_CONCURRENCY = 5;

/** What MediaConvert says of its jobs: the rule that picks fanreel's, their queue, and the function that acts on them. */
export class JobStateFunction extends Construct {
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: JobStateFunctionProps) {
    super(scope, id);
    const { work, driven } = queueFunction(this, 'Handler', {
      ...props,
      name: NAME,
      description: "Acts on MediaConvert's events",
      memoryMb: MEMORY_MB,
      timeout: TIMEOUT,
      maxConcurrency: MAX_CONCURRENCY,
      handler: queue => ({
        file: 'jobState',
        environment: jobEnvironment(queue, props),
      }),
      alarmTexts: {
        deadLetters:
          'Events of MediaConvert could not be acted on, so their jobs stay "submitted". Read the log of the job-state function, mend the cause, then move the messages back (StartMessageMoveTask).',
        waiting: "MediaConvert's events wait. Look for throttles and errors of the job-state function.",
      },
    });
    this.#role = driven.role;
    this.#listen(work.queue, props);
    this.#grant(props);
    eventsUnread(props.alarms);
  }

  /** Of this rendition's managed jobs it hears, and ends them. */
  serve(rendition: RenditionBranch): void {
    allowFinishing(this.#role, rendition);
  }

  #listen(queue: Queue, { profile, alarms }: JobStateFunctionProps): void {
    const name = `${profile.prefix}-${NAME}`;
    const deadLetterQueue = deliveryDlq(this, 'RuleDlq', {
      queueName: `${name}-rule-dlq`,
      days: profile.retention.dlqDays,
    });
    const rule = new Rule(this, 'Rule', {
      description: "fanreel's own MediaConvert jobs, told by the mark that they were submitted with",
      eventPattern: managedEventPattern(),
    });
    // EventBridge gives up after a day without it.
    rule.addTarget(new SqsQueue(queue, { deadLetterQueue }));
    alarms.notEmpty(
      `${NAME}-rule-dlq`,
      deadLetterQueue,
      `EventBridge could not deliver to ${name}. Mend the queue or its policy, then send the waiting messages to it.`,
    );
  }

  #grant({ input, notices, ledger, webhooks }: JobStateFunctionProps): void {
    const role = this.#role;
    allow(role, ['s3:ListBucket'], input.bucketArn);
    allowObjects(role, input, ['s3:GetObject', 's3:GetObjectVersion']); // HeadObject asks for these
    allow(role, ['sqs:SendMessage'], notices.queueArn);
    ledger.grantUse(role);
    webhooks?.grantList(role);
  }
}
