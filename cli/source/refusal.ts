import { asFailure, type Failure } from '../../failures/failure.ts';
import { WorkError } from '../../failures/workError.ts';
import { CommandError } from '../terminal/commandError.ts';
import { oneLine } from '../terminal/printable.ts';

/** Why nothing is made of a source, as the ledger would have it. @throws any error that is no refusal as it is. */
export function refusalOf(error: unknown): Failure {
  if (error instanceof WorkError) return asFailure(error);
  throw error;
}

/** `no-video: The file has no video in it.` */
export function refusalLine({ code, message }: Failure): string {
  return `${code}: ${oneLine(message)}`;
}

/** Ends the command with a refusal. */
export function asRefused(refusal: Failure): CommandError {
  return new CommandError(1, refusalLine(refusal));
}
