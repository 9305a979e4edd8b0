import { pathToFileURL } from 'node:url';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Handler, runWorker, type WorkerParts } from './runWorker.ts';
import { workerSettings } from './settings.ts';

/** Runs a worker as its variables say. @throws as workerSettings and runWorker. */
export async function begin(parts: Pick<WorkerParts, 'leaving' | 'onBusy'>): Promise<void> {
  const settings = workerSettings(process.env);
  const { handler } = (await import(pathToFileURL(settings.bundle).href)) as { handler: Handler };
  await runWorker(settings, { ...parts, handler, sqs: new SQSClient({}), logger: new Logger() });
}
