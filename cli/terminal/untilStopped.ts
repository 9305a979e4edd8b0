import { asCommandError, CommandError } from './commandError.ts';

/**
 * npm passes Ctrl-C on to its child, which the terminal has already told: two signals within this time are one, ms.
 */
const SAME_MOMENT_MS = 500;

/** The shell's exit code for Ctrl-C. */
const STOPPED = 130;

/**
 * Takes over SIGINT, SIGTERM, SIGHUP, a closed stdout and errors that nobody caught: the first of these aborts the
 * signal, so that a command can end its work, with the CommandError to throw where it could not; a later signal ends
 * the process at once. Exit code 130 is the shell's for Ctrl-C.
 */
export function untilStopped(): AbortSignal {
  const stop = new AbortController();
  let firstAt: number | undefined;
  const onSignal = () => {
    firstAt ??= performance.now();
    if (performance.now() - firstAt > SAME_MOMENT_MS) process.exit(STOPPED);
    stop.abort(
      new CommandError(STOPPED, 'Stopped before the end; what was asked for is still being worked on.'),
    );
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  process.on('uncaughtException', error => stop.abort(asCommandError(error)));
  process.stdout.on('error', () => stop.abort(new CommandError(0, 'Nobody reads the output.')));
  return stop.signal;
}

/** Of a command that was stopped by a person, what it says of how far it had come; of any other end, that end. */
export function stoppedWith(signal: AbortSignal, error: unknown, sentence: () => string): unknown {
  if (!signal.aborted) return error;
  const reason: unknown = signal.reason;
  const byPerson = reason instanceof CommandError && reason.exitCode === STOPPED;
  return byPerson ? new CommandError(STOPPED, sentence()) : reason;
}
