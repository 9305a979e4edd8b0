import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readTold } from '../contract/messages/event.ts';
import { makeClients, SMALL_TIMEOUTS } from './aws/clients.ts';
import { putEvent } from './aws/messaging/putEvent.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { logAbout } from './telemetry/logging.ts';

const environment = readEnvironment('eventBridge', process.env);
const { sqs } = makeClients(process.env);
const bus = new EventBridgeClient({ requestHandler: SMALL_TIMEOUTS, maxAttempts: 4 });

/** Puts what is told on the status topic onto the default event bus, each until it is taken. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ eventMessageId: messageId }),
  work: put,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function put({ messageId, body }: SQSRecord): Promise<Acknowledgement> {
  const told = readTold(body);
  if (!told) throw new Error('The message tells neither of a job nor of a source.');
  logAbout({ eventMessageId: messageId, state: told.state, source: told.source });
  await putEvent(bus, told.schema, body);
  return { acknowledge: true };
}
