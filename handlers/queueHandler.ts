import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { asFailure } from '../failures/failure.ts';
import type { Leaving } from '../pipeline/worker/queueMessage.ts';
import { changeVisibility } from './aws/messaging/changeVisibility.ts';
import { collectInOneGo } from './collectInOneGo.ts';
import { logAbout, logger } from './telemetry/logging.ts';
import { emitColdStart } from './telemetry/metrics.ts';

/** Whether a message is done. One that is not comes again so soon; without a time, when SQS shows it by itself. */
export type Acknowledgement =
  | { acknowledge: true }
  | { acknowledge: false; retryInSeconds?: number | undefined };

/** Where a handler runs: a function, or a container's worker, which may be told to end meanwhile (workers/). */
export interface Place extends Context {
  leaving?: Leaving;
}

/** In what one function that a queue drives differs from the others. */
export interface QueueWork {
  /** What each line of the log tells of a record until its work says more. */
  about(record: SQSRecord): Record<string, unknown>;
  /** @throws what kept the message from being done; that is logged here. */
  work(record: SQSRecord, context: Place): Promise<Acknowledgement>;
  /** The messages of a batch are worked on at once, not one after the other. @default false */
  sideBySide?: boolean;
  /** A message whose work threw comes again after so long; default: when SQS shows it by itself. */
  retrySeconds?: number | ((record: SQSRecord) => number);
  queueUrl: string;
  sqs: Pick<SQSClient, 'send'>;
}

collectInOneGo();

/**
 * The one acknowledge rule of all functions: a message is done when its work says so. Any other is named in the answer
 * and so comes again, until SQS's redrive policy moves it to the DLQ. The answer is always a valid object, for anything
 * else would count as success and lose the message.
 */
export function queueHandler(queue: QueueWork) {
  return async (event: SQSEvent, context: Place): Promise<SQSBatchResponse> => {
    logger.addContext(context);
    emitColdStart(context.functionName);
    const failed = queue.sideBySide
      ? await Promise.all(event.Records.map(record => isFailed(record, context, queue)))
      : await inTurn(event.Records, context, queue);
    const batchItemFailures = event.Records.filter((_, index) => failed[index]);
    return {
      batchItemFailures: batchItemFailures.map(({ messageId: itemIdentifier }) => ({ itemIdentifier })),
    };
  };
}

async function inTurn(records: SQSRecord[], context: Place, queue: QueueWork): Promise<boolean[]> {
  const failed: boolean[] = [];
  for (const record of records) failed.push(await isFailed(record, context, queue));
  return failed;
}

async function isFailed(record: SQSRecord, context: Place, queue: QueueWork): Promise<boolean> {
  const verdict = await verdictOn(record, context, queue);
  if (!verdict.acknowledge) await showAgain(record, verdict.retryInSeconds, queue);
  return !verdict.acknowledge;
}

async function verdictOn(
  record: SQSRecord,
  context: Place,
  { about, work, retrySeconds, sideBySide = false }: QueueWork,
): Promise<Acknowledgement> {
  // What lines tell is the process's: side by side, each line has to tell it by itself.
  if (!sideBySide) logAbout(about(record));
  try {
    return await work(record, context);
  } catch (error) {
    const failure = asFailure(error);
    logger.error(failure.message, { failure, ...(sideBySide && about(record)) });
    const retryInSeconds = typeof retrySeconds === 'function' ? retrySeconds(record) : retrySeconds;
    return { acknowledge: false, retryInSeconds };
  }
}

async function showAgain(
  record: SQSRecord,
  seconds: number | undefined,
  { sqs, queueUrl }: QueueWork,
): Promise<void> {
  if (seconds === undefined) return;
  // Where even that fails, the timeout that it has still brings it back.
  await changeVisibility(sqs, queueUrl, record, seconds).catch(() => {});
}
