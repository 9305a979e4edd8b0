import type { Command } from 'commander';
import { asCommandError } from './terminal/commandError.ts';
import { oneLine } from './terminal/printable.ts';

/** Runs one command line and returns the exit code; whatever goes wrong is one line on stderr. */
export async function run(program: Command, args: string[]): Promise<number> {
  endQuietlyWithoutReader();
  process.on('uncaughtException', endAtOnce);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  const { exitCode, message, cause } = asCommandError(error);
  if (exitCode !== 0) process.stderr.write(`${oneLine(message)}\n`);
  if (exitCode !== 0 && process.env.FANREEL_DEBUG) console.error(cause ?? error);
  return exitCode;
}

/** For an error that nobody caught. A command with work to end listens too and ends itself. */
function endAtOnce(error: unknown): void {
  if (process.listenerCount('uncaughtException') === 1) process.exit(report(error));
}

/** `fanreel status | head -1` closes the pipe early. A command with work to end listens too and ends itself. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (process.stdout.listenerCount('error') === 1) process.exit(0);
  });
  process.stderr.on('error', () => {});
}
