import { realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { setTimeout as setTimer } from 'node:timers/promises';
import type { LocalRuntime } from '../../local/start/startLocal.ts';
import { CommandError } from '../commandError.ts';
import { printable } from '../terminal/printable.ts';
import { printError } from '../terminal/printError.ts';
import { untilStopped } from '../untilStopped.ts';
import { humanReporter, jsonReporter, type Reporter } from '../up/reporter.ts';
import { statusEvents } from '../up/statusEvents.ts';
import { watchUploads } from '../up/watchUploads.ts';

export interface UpOptions {
  port: number;
  data: string;
  json?: boolean;
  watch?: string;
  allowHost: string[];
}

/** How long closing may take, milliseconds: sandboxes and their encodes are killed, databases written. */
const CLOSE_MS = 15_000;

/** How long anything may keep the process alive once all is closed, milliseconds. */
const LINGER_MS = 5_000;

/** `fanreel up`: runs the stack on this machine until it is told to stop. */
export async function up(options: UpOptions): Promise<void> {
  const dataDir = resolve(options.data);
  const folder = options.watch === undefined ? undefined : watchable(options.watch, dataDir);
  const signal = untilStopped();
  const projectDir = join(import.meta.dirname, '../..');
  const { startLocal } = await import('../../local/start/startLocal.ts');
  const { pageGuard } = await import('../../emulator/guard/pageGuard.ts');
  try {
    const starting = startLocal({
      ...{ projectDir, dataDir, port: options.port, notify: printError },
      guard: pageGuard({ allowHosts: options.allowHost }),
    });
    await runUntilStopped(await Promise.race([starting, broken(signal)]), folder, options, signal);
  } finally {
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
}

async function runUntilStopped(
  runtime: LocalRuntime,
  folder: string | undefined,
  options: UpOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    const reporter = options.json ? jsonReporter() : humanReporter();
    tellEvents(runtime, reporter);
    if (!signal.aborted) reporter.ready(runtime, folder);
    const watching = folder === undefined ? undefined : watchUploads(folder, runtime, reporter, signal);
    await Promise.race([broken(signal), Promise.all([stopped(signal), watching])]);
  } finally {
    await closeInTime(runtime);
  }
}

/** @throws {CommandError} 2 when there is no such folder, or what fanreel writes would be seen in it as news. */
function watchable(path: string, dataDir: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(2, `There is no folder "${printable(path)}" to watch; make it first.`);
  }
  const folder = realpathSync(path);
  const toData = relative(folder, resolved(dataDir));
  const dataInside = !leavesFolder(toData) && !toData.split(sep).some(part => part.startsWith('.'));
  if (dataInside || !leavesFolder(relative(resolved(dataDir), folder))) {
    throw new CommandError(
      2,
      `"${printable(path)}" and the data folder "${printable(dataDir)}" lie in each other, so outputs would be taken for uploads; move one with --watch or --data.`,
    );
  }
  return folder;
}

/** The data folder may not exist yet. */
function resolved(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
}

function leavesFolder(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`);
}

function tellEvents({ events }: LocalRuntime, reporter: Reporter): void {
  const toEvent = statusEvents();
  const at = () => new Date().toISOString();
  events.on('received', received => reporter.event({ event: 'received', at: at(), ...received }));
  events.on('ignored', ({ source, reason }) =>
    reporter.event({ event: 'ignored', at: at(), source, key: source.key, reason }),
  );
  events.on('deadLettered', letter => reporter.event({ event: 'dead-lettered', at: at(), ...letter }));
  events.on('status', status => {
    const event = toEvent(status);
    if (event && event.event !== 'ready') reporter.event(event);
  });
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  // An AbortSignal keeps no process alive; the runtime's server does.
  return new Promise(done => signal.addEventListener('abort', () => done(), { once: true }));
}

/** Being told to stop is how this command ends well; an error that nobody caught is thrown here. */
function broken(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const check = () =>
      signal.reason instanceof CommandError && signal.reason.exitCode === 1 && reject(signal.reason);
    if (signal.aborted) check();
    else signal.addEventListener('abort', check, { once: true });
  });
}

async function closeInTime(runtime: LocalRuntime): Promise<void> {
  const closed = new AbortController();
  await Promise.race([runtime.close(), setTimer(CLOSE_MS, undefined, { signal: closed.signal })]);
  closed.abort();
}
