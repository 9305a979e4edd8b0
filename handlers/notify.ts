import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readStatus } from '../contract/messages/status.ts';
import { makeClients } from './aws/clients.ts';
import { publishStatus } from './aws/messaging/snsStatuses.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { logAbout } from './telemetry/logging.ts';

const environment = readEnvironment('notify', process.env);
const { sns, sqs } = makeClients(process.env);

/** Publishes notices on the status topic; subscribers filter by the attributes `state` and `rendition`. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ noticeMessageId: messageId }),
  work: publish,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function publish({ messageId, body }: SQSRecord): Promise<Acknowledgement> {
  const status = readStatus(body);
  if (!status) throw new Error('The message is not a status.');
  const { state, rendition, jobId, source } = status;
  logAbout({ noticeMessageId: messageId, rendition, state, jobId, source });
  await publishStatus(sns, environment.STATUS_TOPIC_ARN, body, status);
  return { acknowledge: true };
}
