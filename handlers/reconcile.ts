import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { finalKey, MANIFEST } from '../contract/keys/finalKey.ts';
import { parseReconcileRequest, type ReconcileRequest, reportId } from '../contract/reconcile.ts';
import { asFailure } from '../failures/failure.ts';
import { jobReadings } from '../pipeline/outcomes/jobReadings.ts';
import { type Reconciled, reconcile } from '../pipeline/reconcile/reconcile.ts';
import type { ReconcilePorts } from '../pipeline/reconcile/reconcilePorts.ts';
import { reportOf } from '../pipeline/reconcile/reportOf.ts';
import { type SweepPorts, sweep } from '../pipeline/reconcile/sweep.ts';
import type { Trouble } from '../pipeline/reconcile/troubles.ts';
import { makeClients } from './aws/clients.ts';
import { dynamoDecisions } from './aws/dynamo/dynamoDecisions.ts';
import { dynamoLedger } from './aws/dynamo/dynamoLedger.ts';
import { dynamoReceipts } from './aws/dynamo/dynamoReceipts.ts';
import { mediaConvertStatus } from './aws/mediaconvert/mediaConvertStatus.ts';
import { snsRequests } from './aws/messaging/snsRequests.ts';
import { sqsDeadLetters } from './aws/messaging/sqsDeadLetters.ts';
import { sqsStatuses } from './aws/messaging/sqsStatuses.ts';
import { s3Buckets } from './aws/s3/s3Buckets.ts';
import { s3Outputs } from './aws/s3/s3Outputs.ts';
import { s3Sources } from './aws/s3/s3Sources.ts';
import { loggedJobs } from './telemetry/loggedJobs.ts';
import { aboutJob, logAbout, logger } from './telemetry/logging.ts';
import { emit, emitColdStart } from './telemetry/metrics.ts';
import { reportOverdue } from './telemetry/reportOverdue.ts';

const environment = readEnvironment('reconcile', process.env);
const clients = makeClients(process.env);
const ports = makePorts();

const PRESET_HASHES = new Map(environment.RENDITIONS.map(({ name, presetHash }) => [name, presetHash]));

/** A report is for whoever asked and waits, seconds. */
const REPORT_SECONDS = 86_400;

/** Sweeps and reconciles, by the schedule or because somebody asked. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  emitColdStart(context.functionName);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    if (!(await handled(record, context))) batchItemFailures.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures };
}

async function handled({ messageId, body }: SQSRecord, context: Context): Promise<boolean> {
  logAbout({ sweepMessageId: messageId });
  try {
    const request = parseReconcileRequest(body);
    const overdueMs = (request?.overdueSeconds ?? environment.OVERDUE_MINUTES * 60) * 1_000;
    // What keeps the sweep from its end says nothing of the buckets.
    const swept = request?.dryRun
      ? []
      : await endManagedJobs(overdueMs, messageId).catch(error => [{ key: '', failure: asFailure(error) }]);
    const reconciled = await reconcile(ports, {
      inputBucket: environment.INPUT_BUCKET,
      renditions: environment.RENDITIONS.map(({ container, ...rest }) => ({
        ...rest,
        outputKey: sourceKey => finalKey(container, sourceKey),
        outputEnding: container === null ? `/${MANIFEST}` : '',
      })),
      overdueMs,
      maxReceiveCount: environment.MAX_RECEIVE_COUNT,
      dryRun: request?.dryRun ?? false,
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    tell(reconciled);
    const troubles = [...swept, ...reconciled.troubles];
    for (const { key, failure } of troubles) logger.error(failure.message, { key, failure });
    if (request) await putReport(request, reconciled);
    // Who asked has read of it; of the schedule's messages the DLQ's alarm tells.
    return request !== null || troubles.length === 0;
  } catch (error) {
    const failure = asFailure(error);
    logger.error(failure.message, { failure });
    return false;
  }
}

async function endManagedJobs(overdueMs: number, sweepMessageId: string): Promise<Trouble[]> {
  const since = new Date();
  const { finished, troubles } = await sweep(ports, { overdueMs, presetHashes: PRESET_HASHES });
  for (const { result, job } of finished) {
    if (job) emit(jobReadings(job, result, since), aboutJob(job));
  }
  logAbout({ sweepMessageId });
  return troubles;
}

/** Zeros too: what was overdue is not any more. */
function tell({ renditions, missing, stoppedAfter }: Reconciled): void {
  reportOverdue(new Map(Object.entries(renditions).map(([name, receipt]) => [name, receipt.missing])));
  const text =
    stoppedAfter === null ? 'Reconciled.' : `Out of time after "${stoppedAfter}"; the rest has to wait.`;
  logger.info(text, { renditions, missing: missing.slice(0, 100) });
}

async function putReport({ id }: ReconcileRequest, reconciled: Reconciled): Promise<void> {
  const expiresAt = Math.floor(Date.now() / 1_000) + REPORT_SECONDS;
  await clients.dynamo.send(
    new PutCommand({
      TableName: environment.LEDGER_TABLE,
      Item: { jobId: reportId(id), expiresAt, report: reportOf(reconciled) },
    }),
  );
}

function makePorts(): ReconcilePorts & SweepPorts {
  const { s3, sqs, sns, dynamo, mediaConvert } = clients;
  const options = {
    table: environment.LEDGER_TABLE,
    leaseSeconds: environment.LEASE_SECONDS,
    jobDays: environment.JOB_DAYS,
  };
  return {
    buckets: s3Buckets(s3),
    sources: s3Sources(s3),
    outputs: s3Outputs(s3),
    receipts: dynamoReceipts(dynamo, {
      ...options,
      size: {
        memoryMb: environment.FUNCTION_MEMORY_MB,
        scratchMb: environment.FUNCTION_SCRATCH_MB,
        architecture: environment.FUNCTION_ARCHITECTURE,
      },
    }),
    decisions: dynamoDecisions(dynamo, options),
    requests: snsRequests(sns, environment.UPLOADS_TOPIC_ARN),
    ledger: loggedJobs(dynamoLedger(dynamo, options)),
    statuses: sqsStatuses(sqs, environment.NOTICES_QUEUE_URL),
    deadLetters: sqsDeadLetters(sqs),
    managed: mediaConvertStatus(mediaConvert),
  };
}
