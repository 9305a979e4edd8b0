import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

/** A program that ran for so long was an encode, and no look at a file; milliseconds. */
const LONG_MS = 1_000;

/** Calls `ended` whenever a program that this process started ends after it ran for long. */
export function onLongProgramEnd(ended: () => void, longMs = LONG_MS): void {
  // Node's own channel, so that a handler need not know of it: each child process is announced there.
  subscribe('child_process', message => {
    const { process } = message as { process: ChildProcess };
    const begun = performance.now();
    process.once('exit', () => {
      if (performance.now() - begun >= longMs) ended();
    });
  });
}
