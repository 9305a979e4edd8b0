import { EventEmitter } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Deployment, parseDeployment } from '../../contract/deployment.ts';
import { shrinkFolder, startGate } from '../../emulator/index.ts';
import { ffmpegLacks } from '../../media/build/ffmpegLacks.ts';
import { ffmpegVersion } from '../../media/build/ffmpegVersion.ts';
import { killProcessesIn } from '../lambda/processes.ts';
import { MEDIACONVERT_PATH } from '../mediaconvert/mediaConvertHandler.ts';
import { drivenFunctions } from '../template/functions.ts';
import { readStack } from '../template/stack.ts';
import { buildWorld } from '../template/world.ts';
import { ensureFfmpeg } from '../tools/ensureFfmpeg.ts';
import type { EventBus } from './connectMediaConvert.ts';
import { openDataFolder } from './dataFolder.ts';
import { emitEvents } from './emitEvents.ts';
import { guardPages } from './guardPages.ts';
import { listen } from './listen.ts';
import type { LocalEvents } from './localEvents.ts';
import { openServices } from './openServices.ts';
import { provision } from './provision.ts';
import { releaseJobs } from './releaseJobs.ts';
import { startSchedules } from './schedules.ts';
import { startFunctions } from './startFunctions.ts';
import { synthesize } from './synthesize.ts';

export interface LocalOptions {
  /** The checkout whose stack runs. */
  projectDir: string;
  dataDir: string;
  /** 0 takes any free one. */
  port: number;
  /** Where functions find AWS, if not at the runtime itself: a proxy in between, as tests of faults put there. */
  functionEndpoint?: string;
  /** What carries MediaConvert's events to the stack's rules. @default at once, each once */
  eventBus?: EventBus;
  /** Names that the port answers to, beside this machine's own. */
  allowHosts?: readonly string[];
  /** Takes a sentence on what makes the start take longer. @default nobody */
  notify?(sentence: string): void;
}

export interface LocalFfmpeg {
  path: string;
  /** Null where it says none. */
  version: string | null;
  /** What it cannot do that some jobs need. */
  lacks: string[];
}

/** The stack, running on this machine. */
export interface LocalRuntime {
  endpoint: string;
  dataDir: string;
  /** From the call to ready. */
  startupMs: number;
  deployment: Deployment;
  /** The program that jobs run. */
  ffmpeg: LocalFfmpeg;
  events: EventEmitter<LocalEvents>;
  /** Where an object's bytes lie now; open it at once and only to read. @throws where there is no such object. */
  objectPath(bucket: string, key: string): string;
  /** Stops at once: running encodes are ended and their messages come back at the next start. */
  close(): Promise<void>;
}

/**
 * Synthesizes the stack of the local profile and runs it: every service on one port of 127.0.0.1, every function in
 * sandboxes of its own, everything kept in one folder.
 * @throws {ConfigError} one sentence: no ffmpeg, the port or folder is held, the stack does not synthesize.
 */
export async function startLocal(options: LocalOptions): Promise<LocalRuntime> {
  const begun = performance.now();
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const started = await start(options, closing);
    return { ...started, startupMs: performance.now() - begun, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Adds to `closing`, as it goes, how to undo each step. */
async function start(
  { projectDir, dataDir, port, functionEndpoint, eventBus, allowHosts = [], notify = () => {} }: LocalOptions,
  closing: (() => unknown)[],
) {
  const guard = guardPages(allowHosts);
  const ffmpegBin = ensureFfmpeg(process.env);
  const server = createServer(startGate([MEDIACONVERT_PATH]));
  server.requestTimeout = 0; // a big upload over a slow line takes as long as it takes
  const endpoint = `http://127.0.0.1:${await listen(server, port)}`;
  closing.push(() => new Promise(resolve => server.close(resolve).closeAllConnections()));
  const folder = openDataFolder(dataDir);
  closing.push(() => folder.close());
  clearScratch(folder.sub('scratch'));
  folder.tellHolder(endpoint);

  const stack = readStack(await synthesize(projectDir, join(folder.path, 'cdk.out')));
  const world = buildWorld(stack, endpoint);
  await shrinkFolder(folder.path, notify);
  const services = openServices({
    folder,
    endpoint,
    stackName: stack.name,
    world,
    ffmpegBin,
    ...(eventBus && { eventBus }),
    guard,
  });
  closing.push(services.close);
  server.removeAllListeners('request').on('request', startGate([MEDIACONVERT_PATH], services.answer));
  await provision(world, services, folder.path);

  const deployment = parseDeployment(world.outputs);
  const functions = drivenFunctions(world, functionEndpoint ?? endpoint, ffmpegBin);
  for (const { source } of functions) services.sqs.releaseInFlight(source.queue);
  await releaseJobs(services.dynamo, deployment.ledgerTable);
  await services.s3.replayEvents();

  const events = new EventEmitter<LocalEvents>();
  emitEvents(events, deployment, services);
  // All of the template is there, and nothing works yet that would call: from here on everybody is answered.
  server.removeAllListeners('request').on('request', services.answer);
  await services.mediaConvert.start();
  closing.push(startFunctions(functions, { sqs: services.sqs, folder }));
  closing.push(startSchedules(world, services.sqs));
  const ffmpeg = { path: ffmpegBin, version: ffmpegVersion(ffmpegBin), lacks: ffmpegLacks(ffmpegBin) ?? [] };
  const objectPath = (bucket: string, key: string) => services.s3.objectPath(bucket, key);
  return { endpoint, dataDir: folder.path, deployment, ffmpeg, events, objectPath };
}

/**
 * What a run that was killed left behind: encoders that still work, and their files. The folder itself stays, for it
 * may be a disk of its own.
 */
function clearScratch(scratch: string): void {
  killProcessesIn(scratch);
  for (const name of readdirSync(scratch)) rmSync(join(scratch, name), { recursive: true, force: true });
}
