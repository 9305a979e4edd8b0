import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import { BusyMinutes } from './busyMinutes.ts';
import { Protection } from './protection.ts';
import { type Handler, runWorker, type WorkerParts } from './runWorker.ts';
import { workerSettings } from './settings.ts';
import { tellBusy } from './tellBusy.ts';

/** Runs a worker as its variables say. @throws as workerSettings and runWorker; {Error} where there is no bundle. */
export async function begin({
  leaving,
  onBusy = () => {},
}: Pick<WorkerParts, 'leaving' | 'onBusy'>): Promise<void> {
  const settings = workerSettings(process.env);
  const { bundle, rendition, agentUri } = settings;
  const logger = new Logger();
  await access(bundle);
  // Node loads a module once.
  const load = async () => ((await import(pathToFileURL(bundle).href)) as { handler: Handler }).handler;
  const minutes = new BusyMinutes(isBusy => void tellBusy(rendition, isBusy));
  const protection = agentUri === undefined ? undefined : new Protection({ agentUri, logger });
  await runWorker(settings, {
    ...{ leaving, load, sqs: new SQSClient({}), logger },
    onBusy: isBusy => {
      minutes.note(isBusy);
      protection?.note(isBusy);
      onBusy(isBusy);
    },
  });
}
