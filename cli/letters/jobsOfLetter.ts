import type { Message } from '@aws-sdk/client-sqs';
import type { LedgerJob } from '../../contract/readJob.ts';
import { keysIn } from './keysIn.ts';

/** Finds the dead jobs of a letter: the one that it failed, or where it was moved since those of its sources. */
export function jobFinder(dead: LedgerJob[]): (letter: Message) => LedgerJob[] {
  const byMessage = new Map(dead.map(job => [job.message?.id, job]));
  const byKey = Map.groupBy(dead, job => job.source.key);
  return letter => {
    const ofSources = keysIn(letter).flatMap(key => byKey.get(key) ?? []);
    const own = byMessage.get(letter.MessageId);
    return own ? [own, ...ofSources.filter(job => job !== own)] : ofSources;
  };
}
