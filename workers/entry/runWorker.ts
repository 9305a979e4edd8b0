import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import { ChangeMessageVisibilityCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Place } from '../../handlers/queueHandler.ts';
import { placeOf } from './placeOf.ts';
import { recordOf } from './recordOf.ts';
import type { WorkerSettings } from './settings.ts';
import { takeMessages } from './takeMessages.ts';

/** The function's own. */
export type Handler = (event: SQSEvent, place: Place) => Promise<SQSBatchResponse>;

export interface WorkerParts {
  /** Brings the handler, asked with the first message: a worker that waits for one needs little memory. */
  load(): Promise<Handler>;
  sqs: Pick<SQSClient, 'send'>;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Aborts when the worker is told to end. */
  leaving: AbortSignal;
  /** Hears that a message is taken, or done. @default nobody */
  onBusy?(isBusy: boolean): void;
}

/** SQS waits no longer for a message, seconds. */
const MAX_WAIT_SECONDS = 20;

/** What is left of the grace time once work has ended: to write that down, and to give the message back; seconds. */
const FOR_THE_REST_SECONDS = 3;

/** Of that, for the last request. */
const FOR_THE_LAST_SECONDS = 1;

/** A message whose handler cannot be loaded is left to others so much later, seconds: what is wrong may be with this worker alone. */
const UNLOADED_SECONDS = 30;

/**
 * Works on a rendition's messages, one at a time, until it is told to end or is idle for long enough.
 * @throws {Error} where the handler does not end in its time: the process has to, as a function does then, and its message comes
 * again when its lease is over. And where it cannot be loaded.
 */
export async function runWorker(settings: WorkerSettings, parts: WorkerParts): Promise<void> {
  const { rendition, queueUrl, timeoutSeconds, idleSeconds, maxAgeSeconds, graceSeconds } = settings;
  const { load, sqs, logger, leaving, onBusy = () => {} } = parts;
  const workSeconds = graceSeconds - FOR_THE_REST_SECONDS;
  const watch = await openWatch(settings, leaving);
  const broken = Promise.withResolvers<never>();
  let held: Message | undefined;

  async function work(message: Message): Promise<boolean> {
    held = message;
    onBusy(true);
    const late = new Error(`The handler ran over its ${timeoutSeconds} s.`);
    const timer = setTimeout(broken.reject, timeoutSeconds * 1_000, late);
    try {
      const handler = await load().catch(error => breakOff(message, error));
      const place = placeOf(settings, { signal: leaving, graceSeconds: workSeconds });
      const { batchItemFailures } = await handler({ Records: [recordOf(message)] }, place);
      return batchItemFailures.length === 0;
    } catch (error) {
      logger.error('The handler broke off.', { error });
      return false;
    } finally {
      clearTimeout(timer);
      held = undefined;
      onBusy(false);
    }
  }

  async function giveBack({ ReceiptHandle }: Message, seconds = 0): Promise<void> {
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: seconds }),
    );
  }

  /** Never ends by itself, so that no other message is taken. */
  async function breakOff(message: Message, error: Error): Promise<never> {
    await giveBack(message, UNLOADED_SECONDS).catch(() => {});
    broken.reject(error);
    return new Promise(() => {});
  }

  onBusy(false);
  const taken = takeMessages({
    ...{ sqs, queueUrl, leaving, idleSeconds, maxAgeSeconds },
    giveBack: message => giveBack(message),
    waitSeconds: Math.min(MAX_WAIT_SECONDS, Math.floor(workSeconds / 2)),
    work: message => (watch ? watch.gauges.around(() => work(message)) : work(message)),
    onTrouble: error => logger.warn('The queue could not be asked.', { error }),
  });
  const because = await Promise.race([taken, outOfTime(leaving, graceSeconds), broken.promise]);
  if (held) await giveBack(held).catch(() => {});
  logger.info('The worker ends.', { because, rendition });
  watch?.server.close();
}

/** Loaded where somebody looks: counting for Prometheus takes its memory. */
async function openWatch({ port, rendition }: WorkerSettings, leaving: AbortSignal) {
  if (port === undefined) return undefined;
  const [{ Gauges }, { serveWatch }] = await Promise.all([import('./gauges.ts'), import('./serveWatch.ts')]);
  const gauges = new Gauges(rendition);
  return { gauges, server: await serveWatch(port, { gauges, leaving }) };
}

/** Whoever does not end by itself is killed soon after, and with it what it has of a message. */
async function outOfTime(leaving: AbortSignal, graceSeconds: number): Promise<'out of time'> {
  if (!leaving.aborted) await once(leaving, 'abort');
  await wait((graceSeconds - FOR_THE_LAST_SECONDS) * 1_000, undefined, { ref: false });
  return 'out of time';
}
