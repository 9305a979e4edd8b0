import { matchesGlob } from 'node:path/posix';
import type { Message } from '@aws-sdk/client-sqs';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { DeadChoice } from '../ledger/deadJobs.ts';
import { keysIn } from './keysIn.ts';

/** Whether a letter is among the chosen ones; one that belongs to no dead job has neither class nor code. */
export function isChosenLetter(
  letter: Message,
  job: LedgerJob | undefined,
  { class: kind, code, key }: DeadChoice,
): boolean {
  if (kind !== undefined && job?.failure?.class !== kind) return false;
  if (code !== undefined && job?.failure?.code !== code) return false;
  return key === undefined || keysIn(letter).some(one => matchesGlob(one, key));
}
