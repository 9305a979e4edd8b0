import type { Attempt, DroppedJob, Job, RunningJob, SubmittedJob } from '../../contract/job.ts';
import type { Cut, Step } from '../../contract/ledger/film.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import { asFailure } from '../../failures/failure.ts';
import { SoundNotInPieces } from '../../media/segments/index.ts';
import type { Ports } from '../ports/ports.ts';

/** A job that is made in pieces, and how it is cut. */
export interface Film {
  job: FilmJob;
  cut: Cut;
}

/** Its worker may still be sending out its pieces. */
export type FilmJob = RunningJob | SubmittedJob;

/** The outcome of an attempt that has met SoundNotInPieces. */
const SOUND_NOT_IN_PIECES = asFailure(new SoundNotInPieces('')).code;

/** Workers that died one after the other as they cut it: then another engine makes a film. */
export const MAX_CUTTERS = 24;

/** The film that a piece is of; null where that is not made any more, or was cut anew in another way. */
export async function findFilm(
  { jobId, cut: id }: Pick<Step, 'jobId' | 'cut'>,
  { ledger, films }: Pick<Ports, 'ledger' | 'films'>,
): Promise<Film | null> {
  const [job, cut] = await Promise.all([ledger.get(jobId), films.cutOf(jobId)]);
  return job && isFilm(job) && cut?.id === id ? { job, cut } : null;
}

/** A film that somebody has dropped, and whose end nobody has written down. */
export interface DroppedFilm {
  job: DroppedJob;
  cut: Cut;
}

/** As findFilm. */
export async function findDroppedFilm(
  { jobId, cut: id }: Pick<Step, 'jobId'> & { cut?: string },
  { ledger, films }: Pick<Ports, 'ledger' | 'films'>,
): Promise<DroppedFilm | null> {
  const job = await ledger.get(jobId);
  if (job?.state !== 'dropped' || !isMadeInPieces(job)) return null;
  const cut = await films.cutOf(jobId);
  return cut && (id === undefined || cut.id === id) ? { job, cut } : null;
}

/** Whether a job's last attempt is made in pieces, and has not ended. */
export function isFilm(job: Job): job is FilmJob {
  return isUnderWay(job) && isMadeInPieces(job);
}

/** Its last attempt is made in pieces, and has not ended. */
export function isMadeInPieces({ attempts }: Pick<Job, 'attempts'>): boolean {
  const last = attempts.at(-1);
  return last?.engine === 'segments' && last.endedAt === undefined;
}

/** Whether all of a film's pieces were asked for in an attempt, and somebody has ended it. */
export function hasEndedAsFilm({ cut, outcome }: Attempt): boolean {
  return cut !== undefined && outcome !== undefined && outcome !== 'lost';
}

/** Whether it was given up over nothing but how its sound was cut: it can be made in pieces all the same, its sound in one. */
export function hasEndedByItsSound(attempt: Attempt): boolean {
  return hasEndedAsFilm(attempt) && attempt.outcome === SOUND_NOT_IN_PIECES;
}

/** Whether the worker that was to cut a film has died over it, and nobody else has it. */
export function isLostAtCutting({ state, attempts, leaseUntil = 0 }: Job): boolean {
  const last = attempts.at(-1);
  return state === 'running' && leaseUntil <= Date.now() && last !== undefined && isAtCutting(last);
}

/** How many workers of these attempts were lost before they had asked for a film's pieces. */
export function lostCutters(attempts: readonly Attempt[]): number {
  return attempts.filter(attempt => attempt.outcome === 'lost' && isAtCutting(attempt)).length;
}

function isAtCutting({ engine, cut }: Attempt): boolean {
  return engine === 'segments' && cut === undefined;
}
