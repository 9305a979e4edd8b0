import type { Message } from '@aws-sdk/client-sqs';
import type { LedgerJob } from '../../contract/readJob.ts';
import { type DeadChoice, isChosenKey } from '../ledger/deadJobs.ts';
import { keysIn } from './keysIn.ts';

/** Whether a letter is among the chosen ones; one that belongs to no dead job has neither class nor code. */
export function isChosenLetter(letter: Message, job: LedgerJob | undefined, choice: DeadChoice): boolean {
  const { class: kind, code, key, prefix, jobIds } = choice;
  if (kind !== undefined && job?.failure?.class !== kind) return false;
  if (code !== undefined && job?.failure?.code !== code) return false;
  if (jobIds !== undefined && !jobIds.has(job?.jobId ?? '')) return false;
  return (key ?? prefix) === undefined || keysIn(letter).some(one => isChosenKey(one, choice));
}
