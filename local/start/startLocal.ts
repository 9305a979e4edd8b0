import { EventEmitter } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { type Deployment, readDeployment } from '../../contract/deployment.ts';
import { shrinkFolder, startGate } from '../../emulator/index.ts';
import { ffmpegLacks } from '../../media/build/ffmpegLacks.ts';
import { ffmpegVersion } from '../../media/build/ffmpegVersion.ts';
import { containedOf } from '../fleet/contained.ts';
import { type DataFolder, openDataFolder } from '../machine/dataFolder.ts';
import { ensureFfmpeg } from '../machine/ensureFfmpeg.ts';
import { Doorway, type FrontDoor } from '../machine/frontDoor.ts';
import { listen } from '../machine/listen.ts';
import { clearFolder } from '../machine/processes.ts';
import type { EventBus } from '../mediaconvert/connectMediaConvert.ts';
import { type DrivenFunction, drivenFunctions } from '../template/functions.ts';
import { readStack } from '../template/stack.ts';
import { buildWorld } from '../template/world.ts';
import { emitEvents } from './emitEvents.ts';
import { guardPages } from './guardPages.ts';
import type { LocalEvents } from './localEvents.ts';
import { type LocalServices, openServices, REST_PATHS } from './openServices.ts';
import { keepMails } from './outbox.ts';
import { provision } from './provision.ts';
import { releaseJobs } from './releaseJobs.ts';
import { startSchedules } from './schedules.ts';
import { shareCompiled } from './shareCompiled.ts';
import { startFunctions, type Workers } from './startFunctions.ts';
import { synthesize } from './synthesize.ts';

/** A connection that nobody uses is kept so long, milliseconds: longer than most encodes, behind which a function goes on with it. */
const KEPT_MS = 60_000;

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
  /** Where renditions are made. @default functions */
  workers?: Workers;
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
  stackName: string;
  deployment: Deployment;
  /** The program that jobs run. */
  ffmpeg: LocalFfmpeg;
  events: EventEmitter<LocalEvents>;
  /** Where an object's bytes lie now; open it at once and only to read. @throws where there is no such object. */
  objectPath(bucket: string, key: string): string;
  /** Lets it answer on the same port from now on; it is closed with the stack. */
  openDoor(door: FrontDoor): void;
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
  // What a start that fails has begun is undone on the way out, the last step first; one that succeeds takes it along.
  await using undo = new AsyncDisposableStack();
  const started = await start(options, undo);
  const { openDoor, ...about } = started;
  const running = undo.move();
  return {
    ...about,
    startupMs: performance.now() - begun,
    openDoor: door => {
      running.defer(() => door.close());
      openDoor(door);
    },
    close: () => running.disposeAsync(),
  };
}

/** Adds to `undo`, as it goes, how to undo each step. */
async function start(
  {
    projectDir,
    dataDir,
    port,
    functionEndpoint,
    eventBus,
    allowHosts,
    workers = 'functions',
    notify = () => {},
  }: LocalOptions,
  undo: AsyncDisposableStack,
) {
  const ffmpegBin = ensureFfmpeg(process.env);
  const { server, endpoint, doorway } = await openPort(port, undo);
  const folder = claimFolder(dataDir, endpoint, undo);
  const assembly = await synthesize(projectDir, join(folder.path, 'cdk.out'));
  shareCompiled(projectDir, assembly);
  const stack = readStack(assembly);
  const world = buildWorld(stack, endpoint);
  const deployment = readDeployment(world.outputs);
  const functions = drivenFunctions(world, functionEndpoint ?? endpoint, ffmpegBin);

  await shrinkFolder(folder.path, notify);
  const services = openServices({
    ...{ folder, endpoint, stackName: stack.name, world, ffmpegBin, guard: guardPages(allowHosts) },
    ...(eventBus && { eventBus }),
  });
  undo.defer(services.close);
  answerWith(server, startGate(REST_PATHS, services.answer));
  await provision(world, services, folder.path);
  await takeUpWork(functions, services, deployment);

  keepMails(services.sns, join(folder.path, 'outbox'));
  const events = new EventEmitter<LocalEvents>();
  emitEvents(events, { deployment, functions, ...services });
  // All of the template is there, and nothing works yet that would call: from here on everybody is answered.
  answerWith(server, doorway.before(services.answer, services.s3));
  await services.mediaConvert.start();
  undo.defer(startFunctions(functions, { sqs: services.sqs, folder, workers }));
  undo.defer(startSchedules(world, services.sqs));
  const objectPath = (bucket: string, key: string) => services.s3.objectPath(bucket, key);
  const openDoor = (door: FrontDoor) => doorway.open(door, server);
  return {
    endpoint,
    dataDir: folder.path,
    stackName: stack.name,
    deployment,
    ffmpeg: describe(ffmpegBin),
    events,
    objectPath,
    openDoor,
  };
}

/** Whoever asks already is told that the stack starts. */
async function openPort(port: number, undo: AsyncDisposableStack) {
  const doorway = new Doorway();
  const server = doorway.createServer(startGate(REST_PATHS));
  server.requestTimeout = 0; // a big upload over a slow line takes as long as it takes
  server.keepAliveTimeout = KEPT_MS;
  const endpoint = `http://127.0.0.1:${await listen(server, port)}`;
  undo.defer(() => new Promise(resolve => server.close(() => resolve()).closeAllConnections()));
  return { server, endpoint, doorway };
}

/** A run that was killed may have left encoders that still work, and their files. */
function claimFolder(dataDir: string, endpoint: string, undo: AsyncDisposableStack): DataFolder {
  const folder = openDataFolder(dataDir);
  undo.defer(() => folder.close());
  clearFolder(folder.sub('scratch'));
  folder.recordEndpoint(endpoint);
  return folder;
}

function answerWith(server: Server, answer: RequestListener): void {
  server.removeAllListeners('request').on('request', answer);
}

/** What the last run had begun and not ended is begun anew, before anybody can ask. */
async function takeUpWork(
  functions: DrivenFunction[],
  { sqs, s3, dynamo }: LocalServices,
  { ledgerTable }: Deployment,
): Promise<void> {
  for (const { source } of functions) sqs.releaseInFlight(source.queue);
  for (const { queue } of functions.flatMap(one => containedOf(one, { all: false })))
    sqs.releaseInFlight(queue);
  await releaseJobs(dynamo, ledgerTable);
  await s3.replayEvents();
}

function describe(path: string): LocalFfmpeg {
  return { path, version: ffmpegVersion(path), lacks: ffmpegLacks(path) ?? [] };
}
