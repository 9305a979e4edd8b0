/**
 * A container's entry: takes the messages of one rendition's queue, one at a time, and hands each to the very handler that the
 * rendition's function has. It is told what that function is told, and what workers/entry/settings.ts reads. On SIGTERM it takes
 * nothing new, ends what fits into its grace time, gives back what does not, and exits with 0.
 */
import { pathToFileURL } from 'node:url';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Handler, runWorker } from './entry/runWorker.ts';
import { workerSettings } from './entry/settings.ts';

const leaving = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => leaving.abort());
const settings = workerSettings(process.env);
const { handler } = (await import(pathToFileURL(settings.bundle).href)) as { handler: Handler };
await runWorker(settings, {
  handler,
  sqs: new SQSClient({}),
  logger: new Logger(),
  leaving: leaving.signal,
  // Whoever started it as a process of its own may listen.
  onBusy: isBusy => process.send?.({ busy: isBusy }),
});
// Connections that are kept for the next request keep the process, too.
process.exit(0);
