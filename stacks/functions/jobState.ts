import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { STAGING_PREFIX } from '../../contract/keys/stagingKey.ts';
import { managedEventPattern } from '../../contract/managedEvent.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import type { Ledger } from '../buckets/ledger.ts';
import { deliveryDlq } from '../queues/deliveryDlq.ts';
import { WorkQueue } from '../queues/workQueue.ts';
import { allow, allowObjects } from '../rules/allow.ts';
import type { Alarms } from '../watch/alarms.ts';
import { PipelineFunction } from './pipelineFunction.ts';
import type { Rendition } from './rendition.ts';

export interface JobStateProps {
  readonly profile: Profile;
  readonly code: Code;
  readonly input: IBucket;
  readonly notices: IQueue;
  readonly ledger: Ledger;
  readonly alarms: Alarms;
}

/** It copies objects and reads their headers; the bytes do not pass through it. */
const MEMORY_MB = 512;
const TIMEOUT = Duration.minutes(5);
/** The least that SQS event sources accept is 2. */
const MAX_CONCURRENCY = 5;

/** What MediaConvert says of its jobs: the rule that picks fanreel's, their queue, and the function that acts on them. */
export class JobState extends Construct {
  readonly #function: PipelineFunction;

  constructor(scope: Construct, id: string, props: JobStateProps) {
    super(scope, id);
    const { profile } = props;
    const name = `${profile.prefix}-job-state`;
    const work = new WorkQueue(this, 'Work', { queueName: name, functionTimeout: TIMEOUT, ...profile });
    this.#listen(name, work, props);
    this.#function = new PipelineFunction(this, 'Handler', {
      ...props,
      functionName: name,
      description: "Acts on MediaConvert's events",
      file: 'jobState',
      memoryMb: MEMORY_MB,
      timeout: TIMEOUT,
      maxConcurrency: MAX_CONCURRENCY,
      work,
      environment: {
        LEDGER_TABLE: props.ledger.table.tableName,
        NOTICES_QUEUE_URL: props.notices.queueUrl,
        JOB_DAYS: profile.retention.jobDays,
        LEASE_SECONDS: profile.leaseSeconds,
        RETRY_SECONDS: profile.retrySeconds,
        QUEUE_URL: work.queue.queueUrl,
      },
    });
    this.#grant(props);
    this.#watch(work, props.alarms);
  }

  /**
   * It checks and publishes what was staged for this rendition, and puts the messages of its jobs that failed back
   * into the queue.
   */
  serve({ output, work }: Rendition): void {
    const { role } = this.#function;
    allow(role, ['s3:ListBucket'], output.bucketArn);
    allowObjects(role, output, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
    allowObjects(role, output, ['s3:DeleteObject'], STAGING_PREFIX);
    allow(role, ['sqs:SendMessage'], work.queue.queueArn);
  }

  #listen(name: string, work: WorkQueue, { profile, alarms }: JobStateProps): void {
    const deadLetterQueue = deliveryDlq(this, 'RuleDlq', {
      queueName: `${name}-rule-dlq`,
      days: profile.retention.dlqDays,
    });
    const rule = new Rule(this, 'Rule', {
      description: "fanreel's own MediaConvert jobs, told by the mark that they were submitted with",
      eventPattern: managedEventPattern(),
    });
    // EventBridge gives up after a day without it.
    rule.addTarget(new SqsQueue(work.queue, { deadLetterQueue }));
    alarms.notEmpty(
      'job-state-rule-dlq',
      deadLetterQueue,
      `EventBridge could not deliver to ${name}. Mend the queue or its policy, then send the waiting messages to it.`,
    );
  }

  #grant({ input, notices, ledger }: JobStateProps): void {
    const { role } = this.#function;
    allow(role, ['s3:ListBucket'], input.bucketArn);
    allowObjects(role, input, ['s3:GetObject', 's3:GetObjectVersion']); // HeadObject asks for these
    allow(role, ['sqs:SendMessage'], notices.queueArn);
    ledger.grantUse(role);
  }

  #watch(work: WorkQueue, alarms: Alarms): void {
    alarms.notEmpty(
      'job-state-dlq',
      work.dlq,
      'Events of MediaConvert could not be acted on, so their jobs stay "submitted". Read the log of the job-state function, mend the cause, then move the messages back (StartMessageMoveTask).',
    );
    alarms.waitsTooLong(
      'job-state',
      work.queue,
      work.visibility,
      "MediaConvert's events wait. Look for throttles and errors of the job-state function.",
    );
    alarms.eventsUnread();
  }
}
