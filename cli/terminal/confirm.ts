import { CommandError } from './commandError.ts';
import { printable } from './printable.ts';

/** How a person, or a script in advance, agrees to something that cannot be taken back. */
export interface Consent {
  /** `--yes`: agreed to in advance. */
  yes?: boolean;
}

/**
 * Asks whether to go on; a script is never asked.
 * @throws {CommandError} 2 without a terminal and without `--yes`; 1 where the answer is no.
 */
export async function confirm(question: string, { yes }: Consent): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new CommandError(2, `${question} Without a terminal nobody can answer: say --yes to agree.`);
  }
  const prompts = await import('@clack/prompts');
  const answer = await prompts.confirm({ message: printable(question), initialValue: false });
  if (answer !== true) throw new CommandError(1, 'Nothing was done.');
}
