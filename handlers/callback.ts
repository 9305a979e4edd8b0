import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readStatus } from '../contract/messages/status.ts';
import { callBack, pauseAfter } from './aws/api/callBack.ts';
import { makeApiClient } from './aws/api/makeApiClient.ts';
import { makeClients } from './aws/clients.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { logAbout } from './telemetry/logging.ts';

const environment = readEnvironment('callback', process.env);
const { sqs } = makeClients(process.env);
const client = makeApiClient(environment.API, process.env);

/** Tells an API of clips that came to an end, each until it has taken it. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ callbackMessageId: messageId }),
  work: tell,
  retrySeconds: ({ attributes }) =>
    pauseAfter(Number(attributes.ApproximateReceiveCount), environment.RETRY_SECONDS),
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function tell({ messageId, body }: SQSRecord): Promise<Acknowledgement> {
  const status = readStatus(body);
  if (!status) throw new Error('The message is not a status.');
  const { state, rendition, jobId } = status;
  logAbout({ callbackMessageId: messageId, rendition, state, jobId });
  await callBack(client, environment.API.clips, status);
  return { acknowledge: true };
}
