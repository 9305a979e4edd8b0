import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ConfigError } from '../../failures/configError.ts';
import { BusyMinutes } from './busyMinutes.ts';
import { Protection } from './protection.ts';
import { type Handler, runWorker, type WorkerParts } from './runWorker.ts';
import { workerSettings } from './settings.ts';
import { tellBusy } from './tellBusy.ts';

type BeginParts = Pick<WorkerParts, 'leaving' | 'onBusy'>;

/**
 * Runs a worker as its variables say, and returns its exit code: 1 where they cannot be right, which is said in a line.
 * @throws as runWorker
 */
export async function begin(parts: BeginParts): Promise<number> {
  const logger = new Logger();
  try {
    await run(parts, logger);
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    logger.error(error.message);
    return 1;
  }
}

async function run({ leaving, onBusy = () => {} }: BeginParts, logger: Logger): Promise<void> {
  const settings = workerSettings(process.env);
  const { bundle, rendition, agentUri } = settings;
  await access(bundle).catch(() => {
    throw new ConfigError(`There is no bundle at "${bundle}": WORKER_BUNDLE is the path of the function's.`);
  });
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
