import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { isOfSource, readTold, type Told } from '../contract/messages/event.ts';
import { makeClients } from './aws/clients.ts';
import { publishTold } from './aws/messaging/snsStatuses.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { logAbout } from './telemetry/logging.ts';

const environment = readEnvironment('notify', process.env);
const { sns, sqs } = makeClients(process.env);

/** Publishes notices on the status topic; subscribers filter by their attributes. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ noticeMessageId: messageId }),
  work: publish,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function publish({ messageId, body }: SQSRecord): Promise<Acknowledgement> {
  const told = readTold(body);
  if (!told) throw new Error('The message tells neither of a job nor of a source.');
  logAbout({ noticeMessageId: messageId, ...about(told) });
  await publishTold(sns, environment.STATUS_TOPIC_ARN, body, told);
  return { acknowledge: true };
}

function about(told: Told) {
  const { state, source } = told;
  return isOfSource(told)
    ? { state, source }
    : { state, source, rendition: told.rendition, jobId: told.jobId };
}
