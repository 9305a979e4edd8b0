import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { asFailure } from '../pipeline/failure.ts';
import { type FinishPorts, finishManagedJob } from '../pipeline/finishManagedJob.ts';
import { parseManagedEvent } from '../pipeline/managedEvent.ts';
import { makeClients } from './aws/clients.ts';
import { dynamoLedger } from './aws/dynamoLedger.ts';
import { s3Outputs } from './aws/s3Outputs.ts';
import { s3Sources } from './aws/s3Sources.ts';
import { snsStatuses } from './aws/snsStatuses.ts';
import { sqsDeadLetters } from './aws/sqsDeadLetters.ts';
import { showAgainIn } from './aws/sqsMessages.ts';
import { readCommonEnvironment } from './environment.ts';

const environment = readCommonEnvironment(process.env);
const clients = makeClients(process.env);
const ports: FinishPorts = {
  ledger: dynamoLedger(clients.dynamo, {
    table: environment.LEDGER_TABLE,
    leaseSeconds: environment.LEASE_SECONDS,
    jobDays: environment.JOB_DAYS,
  }),
  sources: s3Sources(clients.s3),
  outputs: s3Outputs(clients.s3),
  statuses: snsStatuses(clients.sns, environment.STATUS_TOPIC_ARN),
  deadLetters: sqsDeadLetters(clients.sqs),
};
const logger = new Logger();
const metrics = new Metrics();

/** MediaConvert's events, by way of EventBridge and a queue. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    if (await handled(record)) continue;
    batchItemFailures.push({ itemIdentifier: record.messageId });
    await showAgainIn(environment.RETRY_SECONDS, record, environment.QUEUE_URL, clients.sqs).catch(() => {});
  }
  metrics.publishStoredMetrics();
  return { batchItemFailures };
}

async function handled(record: SQSRecord): Promise<boolean> {
  const event = parseManagedEvent(record.body);
  if (!event) {
    logger.info("Not an event of fanreel's own MediaConvert jobs.", { messageId: record.messageId });
    return true;
  }
  const about = { jobId: event.userMetadata.jobId, managedJobId: event.jobId, status: event.status };
  try {
    const { result } = await finishManagedJob(event, ports);
    metrics.addMetric(`managed-${result}`, MetricUnit.Count, 1);
    logger.info(`MediaConvert job: ${result}.`, about);
    return true;
  } catch (error) {
    const failure = asFailure(error);
    logger.error(failure.message, { ...about, failure });
    return false;
  }
}
