import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import { allow } from '../rules/allow.ts';
import type { Alarms } from '../watch/alarms.ts';
import { queueFunction } from './queueFunction.ts';

export interface NoticesProps {
  readonly profile: Profile;
  readonly code: Code;
  readonly status: ITopic;
  readonly ledger: LedgerTable;
  /** Names of those that are made of each upload. */
  readonly ofUploads: string[];
  readonly alarms: Alarms;
}

const MEMORY_MB = 256;
const TIMEOUT = Duration.seconds(60);
const MAX_CONCURRENCY = 5;

/**
 * What is told of jobs goes through a queue, so that it is tried again: the queue, and the function that publishes, and that notes
 * of each source how its renditions end, so that it is told of as a whole.
 */
export class Notices extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: NoticesProps) {
    super(scope, id);
    const { profile, status, ledger, ofUploads } = props;
    const { work, driven } = queueFunction(this, 'Notify', {
      ...props,
      name: 'notices',
      functionName: 'notify',
      description: 'Publishes what becomes of jobs and sources on the status topic',
      memoryMb: MEMORY_MB,
      timeout: TIMEOUT,
      maxConcurrency: MAX_CONCURRENCY,
      handler: queue => ({
        file: 'notify',
        environment: {
          STATUS_TOPIC_ARN: status.topicArn,
          LEDGER_TABLE: ledger.table.tableName,
          JOB_DAYS: profile.retention.jobDays,
          RENDITIONS: ofUploads,
          RETRY_SECONDS: profile.retrySeconds,
          QUEUE_URL: queue.queueUrl,
        },
      }),
      alarmTexts: {
        deadLetters:
          'News of jobs could not be published on the status topic. Read the log of the notify function, mend the topic or its policy, then move the messages back (StartMessageMoveTask).',
        waiting:
          'News of jobs waits. Look for throttles and errors of the notify function; the jobs themselves are not held up.',
      },
    });
    this.queue = work.queue;
    allow(driven.role, ['sns:Publish'], status.topicArn);
    ledger.grantNotes(driven.role);
  }
}
