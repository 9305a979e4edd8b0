import { CommanderError } from 'commander';
import { ConfigError } from '../../failures/configError.ts';

/** The command ends here; the message is one sentence that says what was wrong and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** 2: the command line is wrong; 1: something else is; 0: commander has printed help or the version. */
  readonly exitCode: number;

  constructor(exitCode: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** Puts any thrown thing into words. */
export function asCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof CommanderError) return fromCommander(error);
  if (error instanceof ConfigError) return new CommandError(1, error.message, error);
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new CommandError(
    1,
    `fanreel met something it did not expect (${what}); FANREEL_DEBUG=1 shows where.`,
    error,
  );
}

/** Commander's messages read `error: unknown option '--jsn'\n(Did you mean --json?)`. */
function fromCommander(error: CommanderError): CommandError {
  if (error.exitCode === 0) return new CommandError(0, error.message);
  const text = error.message.replace(/^error: /, '').replace(/\.$/, '');
  return new CommandError(
    2,
    `${text.charAt(0).toUpperCase()}${text.slice(1)}; "npx fanreel --help" shows what there is.`,
  );
}
