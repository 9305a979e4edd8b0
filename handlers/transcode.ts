import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Handled, handleMessage } from '../pipeline/handleMessage.ts';
import type { Delivery } from '../pipeline/worker.ts';
import { makeClients } from './aws/clients.ts';
import { messageOf, showAgainIn } from './aws/sqsMessages.ts';
import { readTranscodeEnvironment } from './environment.ts';
import { makeWorker } from './makeWorker.ts';

const environment = readTranscodeEnvironment(process.env);
const clients = makeClients(process.env);
const worker = makeWorker(environment, clients);
const logger = new Logger({ persistentLogAttributes: { rendition: environment.RENDITION } });
const metrics = new Metrics({ defaultDimensions: { rendition: environment.RENDITION } });

/**
 * One rendition's function. Answers with the messages that are not done; the answer is always a valid object, for
 * anything else would count as success and lose the message.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    const handled = await handleMessage(deliveryOf(record, context), worker);
    report(handled);
    if (handled.acknowledge) continue;
    batchItemFailures.push({ itemIdentifier: record.messageId });
    // Where even that fails, the timeout that it has still brings it back.
    await showAgainIn(handled.retryInSeconds, record, environment.QUEUE_URL, clients.sqs).catch(() => {});
  }
  metrics.publishStoredMetrics();
  return { batchItemFailures };
}

function deliveryOf(record: SQSRecord, context: Context): Delivery {
  return {
    message: messageOf(record),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    remainingMs: () => context.getRemainingTimeInMillis(),
    keepHidden: seconds => showAgainIn(seconds, record, environment.QUEUE_URL, clients.sqs),
  };
}

function report(handled: Handled): void {
  const { about, outcomes } = handled;
  for (const { result } of outcomes) metrics.addMetric(`job-${result}`, MetricUnit.Count, 1);
  if (handled.acknowledge) {
    logger.info(handled.ignored ?? 'Message done.', { ...about, outcomes: outcomes.map(one => one.result) });
  } else if (handled.failure) {
    metrics.addMetric(`job-failed-${handled.failure.class}`, MetricUnit.Count, 1);
    logger.error(handled.failure.message, { ...about, failure: handled.failure });
  } else {
    logger.info('Another worker has this job.', { ...about, retryInSeconds: handled.retryInSeconds });
  }
}
