import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readLetter } from '../contract/messages/letter.ts';
import { readIndexAttribute } from '../contract/messages/piece.ts';
import { handleMessage } from '../pipeline/handleMessage.ts';
import type { QueueMessage } from '../pipeline/worker/queueMessage.ts';
import { makeClients } from './aws/clients.ts';
import { changeVisibility } from './aws/messaging/changeVisibility.ts';
import { originalMessage } from './aws/messaging/originalMessage.ts';
import { type Acknowledgement, type Place, queueHandler } from './queueHandler.ts';
import { countPrinted } from './telemetry/countPrinted.ts';
import { loggedJobs } from './telemetry/loggedJobs.ts';
import { report } from './telemetry/report.ts';
import { makeWorker } from './wiring/makeWorker.ts';

const environment = readEnvironment('transcode', process.env);
const { RENDITION: rendition, QUEUE_URL: queueUrl } = environment;
const clients = makeClients(process.env);
const worker = makeWorker(environment, clients);
countPrinted(clients.meter);
const watched = { ...worker, ports: { ...worker.ports, ledger: loggedJobs(worker.ports.ledger) } };

/** One rendition's function. When a message comes again, its failure decides. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ messageId, rendition }),
  work: makeAsAsked,
  queueUrl,
  sqs: clients.sqs,
});

async function makeAsAsked(record: SQSRecord, context: Place): Promise<Acknowledgement> {
  const since = new Date();
  // What the message before this one asked for after its end is in what its attempt was told to cost.
  clients.meter.take();
  const received = queueMessage(record, context);
  const handled = await handleMessage(received, watched);
  report(handled, { receiveCount: received.receiveCount, since });
  return handled;
}

function queueMessage(record: SQSRecord, context: Place): QueueMessage {
  return {
    message: originalMessage(record),
    letterId: readLetter(name => record.messageAttributes[name]?.stringValue).id,
    pieceIndex: readIndexAttribute(name => record.messageAttributes[name]?.binaryValue),
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
    remainingMs: () => context.getRemainingTimeInMillis(),
    leaving: context.leaving,
    keepHidden: seconds => changeVisibility(clients.sqs, queueUrl, record, seconds),
  };
}
