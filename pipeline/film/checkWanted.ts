import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import { checkUnchanged } from '../claim/checkUnchanged.ts';
import { LostLease } from '../ports/lostLease.ts';
import type { Ports } from '../ports/ports.ts';
import type { Film } from './film.ts';

/** Somebody has dropped the film: nobody is to work on it any more. */
export class FilmDropped extends LostLease {}

/** @throws {Superseded}, {SourceGone}; {FilmDropped}; {LostLease} where the film has ended otherwise. */
export async function checkWanted(
  { job }: Film,
  { ledger, sources }: Pick<Ports, 'ledger' | 'sources'>,
): Promise<void> {
  await checkUnchanged(job, 'video', { sources, ledger });
  const now = await ledger.get(job.jobId);
  if (now?.state === 'dropped') throw new FilmDropped(job.jobId);
  if (now && !isUnderWay(now)) throw new LostLease(job.jobId);
}
