import type { Context, SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import type { Naming } from '../contract/job.ts';
import { finalKey, MANIFEST } from '../contract/keys/finalKey.ts';
import { readReconcileRequest } from '../contract/messages/reconcile.ts';
import { METADATA_ONLY } from '../contract/wishes/wishSettings.ts';
import { asFailure } from '../failures/failure.ts';
import { jobReadings } from '../pipeline/outcomes/jobReadings.ts';
import type { Problem } from '../pipeline/reconcile/problems.ts';
import { type Reconciled, reconcile } from '../pipeline/reconcile/reconcile.ts';
import { reportOf } from '../pipeline/reconcile/reportOf.ts';
import { sweep } from '../pipeline/sweep/sweep.ts';
import { makeClients } from './aws/clients.ts';
import { dynamoReports } from './aws/dynamo/dynamoReports.ts';
import { keepActive } from './aws/messaging/keepActive.ts';
import { onRemovals } from './onRemovals.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { aboutJob, logAbout, logger } from './telemetry/logging.ts';
import { emit } from './telemetry/metrics.ts';
import { reportOverdue } from './telemetry/reportOverdue.ts';
import { makeReconcilePorts } from './wiring/makeReconcilePorts.ts';

const environment = readEnvironment('reconcile', process.env);
const clients = makeClients(process.env);
const ports = makeReconcilePorts(environment, clients);
const removals = onRemovals(environment, ports);
const reports = dynamoReports(clients.dynamo, environment.LEDGER_TABLE);

const OF_UPLOADS = environment.RENDITIONS.filter(({ kind }) => kind !== 'clip');
const RENDITIONS = OF_UPLOADS.map(({ container, kind: _, ...rest }) => ({
  ...rest,
  kind: kindOf(container),
  outputKey: (sourceKey: string) => finalKey(container, sourceKey),
  outputEnding: container === null ? `/${MANIFEST}` : '',
}));
const NAMINGS = new Map<string, Naming>(
  environment.RENDITIONS.map(({ name, presetHash, container, kind = kindOf(container) }) => [
    name,
    { name, presetHash, kind },
  ]),
);

function kindOf(container: string | null): 'image' | 'video' {
  return container === null ? 'image' : 'video';
}

/** Sweeps and reconciles, by the schedule or because somebody asked; notes what S3 tells was deleted. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ sweepMessageId: messageId }),
  work: async (record, context) =>
    (await removals.note(record.body)) ? { acknowledge: true } : askForOverdue(record, context),
  queueUrl: environment.QUEUE_URL,
  sqs: clients.sqs,
});

async function askForOverdue({ messageId, body }: SQSRecord, context: Context): Promise<Acknowledgement> {
  const request = readReconcileRequest(body);
  await keepActive(clients.sqs, environment.METRIC_QUEUE_URLS ?? []).catch(error =>
    logger.warn('Queues that workers are scaled by could not be asked.', { error }),
  );
  const overdueMs = (request?.overdueSeconds ?? environment.OVERDUE_MINUTES * 60) * 1_000;
  // What keeps the sweep from its end says nothing of the buckets.
  const swept = request?.dryRun
    ? []
    : await endManagedJobs(overdueMs, messageId).catch(error => [{ key: '', failure: asFailure(error) }]);
  const remainingMs = () => context.getRemainingTimeInMillis();
  const removed = request?.dryRun ? [] : await removals.carryOut({ renditions: RENDITIONS, remainingMs });
  const reconciled = await reconcile(ports, {
    inputBucket: environment.INPUT_BUCKET,
    renditions: RENDITIONS,
    overdueMs,
    maxReceiveCount: environment.MAX_RECEIVE_COUNT,
    wishes: environment.WISHES ?? METADATA_ONLY,
    loneMs: (environment.LONE_MINUTES ?? environment.OVERDUE_MINUTES) * 60_000,
    dryRun: request?.dryRun ?? false,
    remainingMs,
  });
  logReconciled(reconciled);
  const problems = [...swept, ...removed, ...reconciled.problems];
  for (const { key, failure } of problems) logger.error(failure.message, { key, failure });
  if (request) await reports.put(request, reportOf(reconciled));
  // Who asked has read of it; of the schedule's messages the DLQ's alarm tells.
  return { acknowledge: request !== null || problems.length === 0 };
}

async function endManagedJobs(overdueMs: number, sweepMessageId: string): Promise<Problem[]> {
  const since = new Date();
  const { finished, problems } = await sweep(ports, {
    overdueMs,
    namings: NAMINGS,
    maxReceiveCount: environment.MAX_RECEIVE_COUNT,
    progressNewsPercent: environment.PROGRESS_NEWS_PERCENT,
    budget: { perJobUsd: environment.BUDGET_PER_JOB_USD, perDayUsd: environment.BUDGET_PER_DAY_USD },
  });
  for (const { result, job } of finished) {
    if (job) emit(jobReadings(job, result, since), aboutJob(job));
  }
  logAbout({ sweepMessageId });
  return problems;
}

/** Zeros too: what was overdue is not any more. */
function logReconciled({ renditions, missing, stoppedAfter }: Reconciled): void {
  reportOverdue(new Map(Object.entries(renditions).map(([name, receipt]) => [name, receipt.missing])));
  const text =
    stoppedAfter === null ? 'Reconciled.' : `Out of time after "${stoppedAfter}"; the rest has to wait.`;
  logger.info(text, { renditions, missing: missing.slice(0, 100) });
}
