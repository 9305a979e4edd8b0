import { setTimeout as wait } from 'node:timers/promises';
import { CommandError } from '../terminal/commandError.ts';
import { printError } from '../terminal/printError.ts';
import { formatSeconds } from '../terminal/units.ts';
import type { ClientConfig, Connection } from './connection.ts';

export interface StartWait {
  /** Given up after so long, milliseconds. */
  patienceMs?: number;
  /** Between two tries, milliseconds. */
  pauseMs?: number;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
  /** Hears once that there is something to wait for. */
  say?(sentence: string): void;
}

/** A start with a synth takes 3 to 10 seconds, on a busy machine a minute, milliseconds. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 250;

/**
 * Makes a command's first request, with the clients' settings that it gives. A local stack that is still starting answers 503 to everything: then it says so, on
 * stderr and once, and asks again until the stack is there. AWS's own 503s the SDK has repeated already.
 * @throws what `request` threw; {CommandError} 1 when the stack is still starting after all that time.
 */
export async function afterStart<T>(
  { endpoint, clientConfig }: Connection,
  request: (config: ClientConfig) => Promise<T>,
  { patienceMs = PATIENCE_MS, pauseMs = PAUSE_MS, say = printError, signal }: StartWait = {},
): Promise<T> {
  // The SDK's own repeats would be silent.
  const config = endpoint === null ? clientConfig : { ...clientConfig, maxAttempts: 1 };
  const until = performance.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    try {
      return await request(config);
    } catch (error) {
      if (endpoint === null || !isUnavailable(error)) throw error;
      if (performance.now() > until) throw stillStarting(endpoint, patienceMs, error);
      if (tries === 1) say('The stack is starting; waiting for it.');
      await wait(pauseMs, undefined, { signal });
    }
  }
}

/** By the status, for the answer to a HEAD has nothing else. */
function isUnavailable(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode === 503;
}

function stillStarting(endpoint: string, patienceMs: number, cause: unknown): CommandError {
  return new CommandError(
    1,
    `The stack at ${endpoint} is still starting after ${formatSeconds(patienceMs / 1_000)}: see what "npm start" says there, then try again.`,
    cause,
  );
}
