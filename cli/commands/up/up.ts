import { join, resolve } from 'node:path';
import { setTimeout as setTimer } from 'node:timers/promises';
import { hostName } from '../../../local/start/guardPages.ts';
import type { Workers } from '../../../local/start/startFunctions.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';
import { printError } from '../../terminal/printError.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { openPage } from './openPage.ts';
import { reportEvents } from './reportEvents.ts';
import { humanReporter, jsonReporter } from './reporter.ts';
import { watchedFolder } from './watchedFolder.ts';
import { watchUploads } from './watchUploads.ts';

export interface UpOptions {
  port: number;
  data: string;
  json?: boolean;
  watch?: string;
  allowHost?: string[];
  workers: Workers;
}

/** How long closing may take, milliseconds: sandboxes and their encodes are killed, databases written. */
const CLOSE_MS = 15_000;

/** How long anything may keep the process alive once all is closed, milliseconds. */
const LINGER_MS = 5_000;

/** `fanreel up`: runs the stack on this machine until it is told to stop. */
export async function up(options: UpOptions): Promise<void> {
  const dataDir = resolve(options.data);
  const folder = options.watch === undefined ? undefined : watchedFolder(options.watch, dataDir);
  const allowHosts = (options.allowHost ?? []).map(checkHost);
  const signal = untilStopped();
  const projectDir = join(import.meta.dirname, '../../..');
  const { startLocal } = await import('../../../local/start/startLocal.ts');
  try {
    const { port, workers } = options;
    const starting = startLocal({ projectDir, dataDir, port, workers, allowHosts, notify: printError });
    const runtime = await Promise.race([starting, broken(signal)]);
    openPage(runtime, allowHosts);
    await runUntilStopped(runtime, folder, options, signal);
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
    reportEvents(runtime, reporter);
    if (!signal.aborted) reporter.ready(runtime, folder);
    const watching = folder === undefined ? undefined : watchUploads(folder, runtime, reporter, signal);
    await Promise.race([broken(signal), Promise.all([stopped(signal), watching])]);
  } finally {
    await closeInTime(runtime);
  }
}

function checkHost(text: string): string {
  const name = hostName(text);
  if (name !== null) return name;
  throw new CommandError(
    2,
    `"${printable(text)}" is no host to answer to: give --allow-host a name or an address as it stands in a URL, without scheme and port, such as fanreel.test.`,
  );
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
