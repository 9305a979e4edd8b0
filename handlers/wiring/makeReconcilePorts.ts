import type { Environment } from '../../contract/environment.ts';
import type { ReconcilePorts } from '../../pipeline/reconcile/reconcilePorts.ts';
import type { RemovalPorts } from '../../pipeline/removal/removalPorts.ts';
import type { SweepPorts } from '../../pipeline/sweep/sweep.ts';
import type { Clients } from '../aws/clients.ts';
import { dynamoDaySums } from '../aws/dynamo/dynamoDaySums.ts';
import { dynamoDecisions } from '../aws/dynamo/dynamoDecisions.ts';
import { dynamoFilms } from '../aws/dynamo/dynamoFilms.ts';
import { dynamoJobRecords } from '../aws/dynamo/dynamoJobRecords.ts';
import { dynamoRemovals } from '../aws/dynamo/dynamoRemovals.ts';
import { LedgerItems } from '../aws/dynamo/items/ledgerItems.ts';
import { loneSidecars } from '../aws/dynamo/items/loneSidecars.ts';
import { mediaConvertStatus } from '../aws/mediaconvert/mediaConvertStatus.ts';
import { snsRequests } from '../aws/messaging/snsRequests.ts';
import { sqsDeadLetters } from '../aws/messaging/sqsDeadLetters.ts';
import { sqsLongQueues } from '../aws/messaging/sqsLongQueues.ts';
import { sqsPieceRequests } from '../aws/messaging/sqsPieceRequests.ts';
import { sqsSourceEvents } from '../aws/messaging/sqsSourceEvents.ts';
import { sqsStatuses } from '../aws/messaging/sqsStatuses.ts';
import { s3Listings } from '../aws/s3/s3Listings.ts';
import { s3Outputs } from '../aws/s3/s3Outputs.ts';
import { s3Sources } from '../aws/s3/source/s3Sources.ts';
import { rememberedWebhooks } from '../aws/webhooks/rememberedWebhooks.ts';
import { webhooksOf } from '../aws/webhooks/webhooksOf.ts';
import { loggedJobs } from '../telemetry/loggedJobs.ts';
import { makeLedger } from './makeLedger.ts';

/** Sweeping and reconciling over AWS. */
export function makeReconcilePorts(
  environment: Environment<'reconcile'>,
  { s3, sqs, sns, dynamo, mediaConvert, meter }: Clients,
): ReconcilePorts & SweepPorts & RemovalPorts {
  const options = {
    table: environment.LEDGER_TABLE,
    leaseSeconds: environment.LEASE_SECONDS,
    jobDays: environment.JOB_DAYS,
  };
  const webhooks = rememberedWebhooks(webhooksOf(environment, dynamo));
  return {
    meter,
    listings: s3Listings(s3),
    sources: s3Sources(s3, environment.WISHES, webhooks),
    outputs: s3Outputs(s3),
    records: dynamoJobRecords(dynamo, {
      ...options,
      size: {
        compute: 'function',
        memoryMb: environment.FUNCTION_MEMORY_MB,
        scratchMb: environment.FUNCTION_SCRATCH_MB,
        architecture: environment.FUNCTION_ARCHITECTURE,
      },
      elsewhere: environment.CONTAINER_SIZE && { compute: 'container', ...environment.CONTAINER_SIZE },
    }),
    decisions: dynamoDecisions(dynamo, options),
    removals: dynamoRemovals(dynamo, options),
    requests: snsRequests(sns, environment.UPLOADS_TOPIC_ARN),
    films: dynamoFilms(dynamo, options),
    pieceRequests: sqsPieceRequests(sqs),
    ledger: loggedJobs(makeLedger(environment, dynamo)),
    daySums: dynamoDaySums(dynamo, options),
    webhooks,
    lone: loneSidecars(new LedgerItems(dynamo, options)),
    sourceEvents: sqsSourceEvents(sqs, environment.NOTICES_QUEUE_URL),
    statuses: sqsStatuses(sqs, environment.NOTICES_QUEUE_URL),
    deadLetters: sqsDeadLetters(sqs),
    longQueues: sqsLongQueues(sqs),
    managed: mediaConvertStatus(mediaConvert),
  };
}
