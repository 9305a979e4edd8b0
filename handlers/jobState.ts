import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { parseManagedEvent } from '../contract/managedEvent.ts';
import { asFailure } from '../failures/failure.ts';
import { type FinishPorts, finishManagedJob } from '../pipeline/engines/mediaconvert/finishManagedJob.ts';
import { jobReadings } from '../pipeline/outcomes/jobReadings.ts';
import { makeClients } from './aws/clients.ts';
import { dynamoLedger } from './aws/dynamo/dynamoLedger.ts';
import { sqsDeadLetters } from './aws/messaging/sqsDeadLetters.ts';
import { showAgainIn } from './aws/messaging/sqsMessages.ts';
import { sqsStatuses } from './aws/messaging/sqsStatuses.ts';
import { s3Outputs } from './aws/s3/s3Outputs.ts';
import { s3Sources } from './aws/s3/s3Sources.ts';
import { loggedJobs } from './telemetry/loggedJobs.ts';
import { aboutJob, logAbout, logger } from './telemetry/logging.ts';
import { emit, emitColdStart } from './telemetry/metrics.ts';

const environment = readEnvironment('jobState', process.env);
const clients = makeClients(process.env);
const ports: FinishPorts = {
  ledger: loggedJobs(
    dynamoLedger(clients.dynamo, {
      table: environment.LEDGER_TABLE,
      leaseSeconds: environment.LEASE_SECONDS,
      jobDays: environment.JOB_DAYS,
    }),
  ),
  sources: s3Sources(clients.s3),
  outputs: s3Outputs(clients.s3),
  statuses: sqsStatuses(clients.sqs, environment.NOTICES_QUEUE_URL),
  deadLetters: sqsDeadLetters(clients.sqs),
};

/** MediaConvert's events, by way of EventBridge and a queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  emitColdStart(context.functionName);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    if (await handled(record)) continue;
    batchItemFailures.push({ itemIdentifier: record.messageId });
    await showAgainIn(environment.RETRY_SECONDS, record, environment.QUEUE_URL, clients.sqs).catch(() => {});
  }
  return { batchItemFailures };
}

async function handled(record: SQSRecord): Promise<boolean> {
  const since = new Date();
  const { messageId: eventMessageId } = record;
  logAbout({ eventMessageId });
  const event = parseManagedEvent(record.body);
  if (!event) {
    emit([{ metric: 'managed-events-unread', value: 1 }]);
    logger.error("Not an event of fanreel's own MediaConvert jobs.");
    return true;
  }
  const { jobId: managedJobId, status, userMetadata } = event;
  logAbout({ eventMessageId, jobId: userMetadata.jobId, managedJobId, status });
  try {
    const { result, job } = await finishManagedJob(event, ports);
    if (job) emit(jobReadings(job, result, since), aboutJob(job));
    logger.info(`MediaConvert job: ${result}.`);
    return true;
  } catch (error) {
    const failure = asFailure(error);
    emit([{ metric: 'managed-events-failed', value: 1 }], { jobId: userMetadata.jobId });
    logger.error(failure.message, { failure });
    return false;
  }
}
