import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { handleMessage } from '../pipeline/handleMessage.ts';
import { LETTER_ATTRIBUTE } from '../pipeline/notify/deadLetter.ts';
import type { Delivery } from '../pipeline/worker/worker.ts';
import { makeClients } from './aws/clients.ts';
import { messageOf, showAgainIn } from './aws/messaging/sqsMessages.ts';
import { makeWorker } from './makeWorker.ts';
import { loggedJobs } from './telemetry/loggedJobs.ts';
import { logAbout, logger } from './telemetry/logging.ts';
import { emitColdStart } from './telemetry/metrics.ts';
import { report } from './telemetry/report.ts';

const environment = readEnvironment('transcode', process.env);
const clients = makeClients(process.env);
const worker = makeWorker(environment, clients);
const watched = { ...worker, ledger: loggedJobs(worker.ledger) };

/**
 * One rendition's function. Answers with the messages that are not done; the answer is always a valid object, for
 * anything else would count as success and lose the message.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  emitColdStart(context.functionName);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    const since = new Date();
    logAbout({ messageId: record.messageId, rendition: environment.RENDITION });
    const delivery = deliveryOf(record, context);
    const handled = await handleMessage(delivery, watched);
    report(handled, { receiveCount: delivery.receiveCount, since });
    if (handled.acknowledge) continue;
    batchItemFailures.push({ itemIdentifier: record.messageId });
    // Where even that fails, the timeout that it has still brings it back.
    await showAgainIn(handled.retryInSeconds, record, environment.QUEUE_URL, clients.sqs).catch(() => {});
  }
  return { batchItemFailures };
}

function deliveryOf(record: SQSRecord, context: Context): Delivery {
  return {
    message: messageOf(record),
    letterId: record.messageAttributes[LETTER_ATTRIBUTE]?.stringValue,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    remainingMs: () => context.getRemainingTimeInMillis(),
    keepHidden: seconds => showAgainIn(seconds, record, environment.QUEUE_URL, clients.sqs),
  };
}
