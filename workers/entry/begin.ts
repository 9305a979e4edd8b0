import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Handler, runWorker, type WorkerParts } from './runWorker.ts';
import { workerSettings } from './settings.ts';

/** Runs a worker as its variables say. @throws as workerSettings and runWorker; {Error} where there is no bundle. */
export async function begin(parts: Pick<WorkerParts, 'leaving' | 'onBusy'>): Promise<void> {
  const settings = workerSettings(process.env);
  const { bundle } = settings;
  await access(bundle);
  // Node loads a module once.
  const load = async () => ((await import(pathToFileURL(bundle).href)) as { handler: Handler }).handler;
  await runWorker(settings, { ...parts, load, sqs: new SQSClient({}), logger: new Logger() });
}
