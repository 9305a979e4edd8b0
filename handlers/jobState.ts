import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { type ManagedEvent, readManagedEvent } from '../contract/messages/managedEvent.ts';
import type { FinishPorts } from '../pipeline/engines/mediaconvert/finished.ts';
import { finishManagedJob } from '../pipeline/engines/mediaconvert/finishManagedJob.ts';
import { jobReadings } from '../pipeline/outcomes/jobReadings.ts';
import { makeClients } from './aws/clients.ts';
import { sqsDeadLetters } from './aws/messaging/sqsDeadLetters.ts';
import { sqsStatuses } from './aws/messaging/sqsStatuses.ts';
import { s3Outputs } from './aws/s3/s3Outputs.ts';
import { s3Sources } from './aws/s3/source/s3Sources.ts';
import { rememberedWebhooks } from './aws/webhooks/rememberedWebhooks.ts';
import { webhooksOf } from './aws/webhooks/webhooksOf.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { countPrinted } from './telemetry/countPrinted.ts';
import { loggedJobs } from './telemetry/loggedJobs.ts';
import { aboutJob, logAbout, logger } from './telemetry/logging.ts';
import { emit } from './telemetry/metrics.ts';
import { makeLedger } from './wiring/makeLedger.ts';

const environment = readEnvironment('jobState', process.env);
const clients = makeClients(process.env);
const webhooks = rememberedWebhooks(webhooksOf(environment, clients.dynamo));
const ports: FinishPorts = {
  ledger: loggedJobs(makeLedger(environment, clients.dynamo)),
  sources: s3Sources(clients.s3, environment.WISHES, webhooks),
  outputs: s3Outputs(clients.s3),
  meter: clients.meter,
  webhooks,
  statuses: sqsStatuses(clients.sqs, environment.NOTICES_QUEUE_URL),
  deadLetters: sqsDeadLetters(clients.sqs),
};

countPrinted(clients.meter);
const settings = { progressNewsPercent: environment.PROGRESS_NEWS_PERCENT };

/** MediaConvert's events, by way of EventBridge and a queue. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ eventMessageId: messageId }),
  work: actOnEvent,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs: clients.sqs,
});

async function actOnEvent({ messageId: eventMessageId, body }: SQSRecord): Promise<Acknowledgement> {
  const event = readManagedEvent(body);
  if (!event) {
    emit([{ metric: 'managed-events-unread', value: 1 }]);
    logger.error("Not an event of fanreel's own MediaConvert jobs.");
    return { acknowledge: true };
  }
  const { jobId: managedJobId, status, userMetadata } = event;
  logAbout({ eventMessageId, jobId: userMetadata.jobId, managedJobId, status });
  try {
    await finish(event);
    return { acknowledge: true };
  } catch (error) {
    emit([{ metric: 'managed-events-failed', value: 1 }], { jobId: userMetadata.jobId });
    throw error;
  }
}

async function finish(event: ManagedEvent): Promise<void> {
  const since = new Date();
  clients.meter.take();
  const { result, job } = await finishManagedJob(event, ports, settings);
  if (job) emit(jobReadings(job, result, since), aboutJob(job));
  logger.info(`MediaConvert job: ${result}.`);
}
