import { constants } from 'node:os';
import { endDescendants } from './endDescendants.ts';

/**
 * Has Ctrl-C and its kin end this process's children, with all that they have started, and then this process, which removes its
 * scratch folders: one line, and the shell's exit code for the signal. For scripts that start others: what only computes
 * is ended by the signal itself, at once.
 */
export function endOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop(signal));
}

function stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): never {
  endDescendants();
  process.stderr.write('Stopped before the end.\n');
  process.exit(128 + constants.signals[signal]);
}
