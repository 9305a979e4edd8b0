import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import { type Profile, progressNewsPercentOf } from '../../profiles/schema/profile.ts';
import type { LedgerTable } from '../buckets/ledgerTable.ts';
import type { WebhooksTable } from '../buckets/webhooksTable.ts';

export interface JobEnvironmentProps {
  readonly profile: Profile;
  readonly ledger: LedgerTable;
  /** None where nobody can be told by webhooks. */
  readonly webhooks?: WebhooksTable | undefined;
  readonly notices: IQueue;
  readonly wishes: WishSettings;
}

/** What every function is told that works on jobs; `queue` is where its messages come from. */
export function jobEnvironment(
  queue: IQueue,
  { profile, ledger, webhooks, notices, wishes }: JobEnvironmentProps,
) {
  return {
    QUEUE_URL: queue.queueUrl,
    RETRY_SECONDS: profile.retrySeconds,
    LEDGER_TABLE: ledger.table.tableName,
    NOTICES_QUEUE_URL: notices.queueUrl,
    WEBHOOKS_TABLE: webhooks?.table.tableName,
    JOB_DAYS: profile.retention.jobDays,
    LEASE_SECONDS: profile.leaseSeconds,
    PROGRESS_NEWS_PERCENT: progressNewsPercentOf(profile),
    WISHES: wishes,
    BUDGET_PER_JOB_USD: profile.budget?.perJobUsd,
    BUDGET_PER_DAY_USD: profile.budget?.perDayUsd,
  };
}
