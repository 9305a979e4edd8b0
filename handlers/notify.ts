import { PublishCommand } from '@aws-sdk/client-sns';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { readStatus, statusAttributes } from '../contract/status.ts';
import { asFailure } from '../failures/failure.ts';
import { makeClients } from './aws/clients.ts';
import { showAgainIn } from './aws/messaging/sqsMessages.ts';
import { logAbout, logger } from './telemetry/logging.ts';
import { emitColdStart } from './telemetry/metrics.ts';

const environment = readEnvironment('notify', process.env);
const { sns, sqs } = makeClients(process.env);

/** Publishes notices on the status topic; subscribers filter by the attributes `state` and `rendition`. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  emitColdStart(context.functionName);
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    if (await published(record)) continue;
    batchItemFailures.push({ itemIdentifier: record.messageId });
    await showAgainIn(environment.RETRY_SECONDS, record, environment.QUEUE_URL, sqs).catch(() => {});
  }
  return { batchItemFailures };
}

async function published({ messageId, body }: SQSRecord): Promise<boolean> {
  logAbout({ noticeMessageId: messageId });
  try {
    const status = readStatus(body);
    if (!status) throw new Error('The message is not a status.');
    const { state, rendition, jobId, source } = status;
    logAbout({ noticeMessageId: messageId, rendition, state, jobId, source });
    await sns.send(
      new PublishCommand({
        TopicArn: environment.STATUS_TOPIC_ARN,
        Message: body,
        MessageAttributes: statusAttributes(status),
      }),
    );
    return true;
  } catch (error) {
    const failure = asFailure(error);
    logger.error(failure.message, { failure });
    return false;
  }
}
