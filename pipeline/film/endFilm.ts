import type { Attempt, Job, Output } from '../../contract/job.ts';
import { pieceNames, type StepName, type StepRecord } from '../../contract/ledger/film.ts';
import type { Failure } from '../../failures/failure.ts';
import { roundedUsd } from '../../prices/cost.ts';
import { requestsUsd } from '../../prices/requests.ts';
import { endAttempt } from '../attempt/attempt.ts';
import { REQUESTS_AROUND_END } from '../attempt/requestsAround.ts';
import type { Successor } from '../claim/superseded.ts';
import { dueLetter, sendAndNotify } from '../notify/deadLetter.ts';
import { endDropped } from '../outcomes/endDropped.ts';
import { letterOfSuperseded } from '../outcomes/letterOfSuperseded.ts';
import type { AttemptEnd } from '../ports/jobChange.ts';
import type { Ports } from '../ports/ports.ts';
import { type DroppedFilm, type Film, findDroppedFilm } from './film.ts';
import { removeStaged } from './removeStaged.ts';

/** How a film ended, as the metrics count it, and its job as it is then. */
export interface FilmEnded {
  result: 'complete' | 'superseded' | 'queued' | 'failed' | 'dropped';
  job: Job;
}

/** Its output is published. */
export function endAsComplete(film: Film, output: Output, ports: Ports): Promise<FilmEnded | null> {
  return end(film, 'complete', { state: 'complete', progress: 100, output }, ports);
}

/** Something newer took its place. */
export function endAsSuperseded(film: Film, by: Successor, ports: Ports): Promise<FilmEnded | null> {
  return end(film, 'superseded', { state: 'superseded', ...letterOfSuperseded(film.job, by) }, ports);
}

/** It cannot be made in pieces after all: its message goes back into its queue, and another engine will make it. */
export function handToNext(film: Film, failure: Failure, ports: Ports): Promise<FilmEnded | null> {
  const letterId = dueLetter(film.job);
  return end(film, failure.code, { state: 'queued', failure, letterId }, ports);
}

/** Nobody can make it. */
export function endAsFailed(film: Film, failure: Failure, ports: Ports): Promise<FilmEnded | null> {
  const letterId = dueLetter(film.job);
  return end(film, failure.code, { state: 'failed', failure, letterId }, ports);
}

/**
 * Ends a film that somebody has dropped. Null where nobody has, where a worker has one of its steps still, who ends it then, or where
 * somebody was quicker.
 */
export async function endIfDropped(
  film: Parameters<typeof findDroppedFilm>[0],
  ports: Pick<Ports, 'ledger' | 'films' | 'outputs' | 'statuses'>,
): Promise<FilmEnded | null> {
  const dropped = await findDroppedFilm(film, ports);
  if (!dropped) return null;
  const { job } = dropped;
  const steps = await stepsOf(dropped, ports);
  const now = Date.now();
  if ([...steps.values()].some(({ leaseUntil = 0 }) => leaseUntil > now)) return null;
  const attempts = endAttempt(job, 'dropped', () => costOf(job.attempts.at(-1), [...steps.values()]));
  const ended = await endDropped(job, attempts, ports);
  if (ended === job) return null;
  await removeSteps(dropped, steps, ports);
  return { result: 'dropped', job: ended };
}

type Change =
  | { state: 'complete'; output: Output; progress: number }
  | { state: 'queued' | 'failed'; failure: Failure; letterId: string }
  | { state: 'superseded'; letterId?: string };

/** Null where somebody else has ended it. */
async function end(
  { job, cut }: Film,
  outcome: string,
  change: Change,
  ports: Ports,
): Promise<FilmEnded | null> {
  const { ledger } = ports;
  const steps = await stepsOf({ job, cut }, ports);
  const attempts = endAttempt(job, outcome, () => costOf(job.attempts.at(-1), [...steps.values()]));
  const ended: AttemptEnd = { ...change, attempts };
  if (!(await ledger.settle(job, ended))) return null;
  const now: Job = { ...job, ...ended } as Job;
  await sendAndNotify(now, ports).catch(() => {}); // the ledger knows that it is still to be told
  await removeSteps({ job, cut }, steps, ports);
  return { result: change.state, job: now };
}

type Steps = Map<StepName, StepRecord>;

function stepsOf({ job, cut }: Film | DroppedFilm, { films }: Pick<Ports, 'films'>): Promise<Steps> {
  return films.records({ jobId: job.jobId, cut: cut.id }, [...pieceNames(cut), 'merge']);
}

async function removeSteps(
  film: Film | DroppedFilm,
  steps: Steps,
  ports: Pick<Ports, 'outputs'>,
): Promise<void> {
  const pieces = new Map(steps);
  pieces.delete('merge'); // it puts nothing aside
  await removeStaged(film, pieces, ports);
}

/** All attempts at all steps, lost ones too, what the function that cut it has written down already, and the end itself. */
function costOf(share: Attempt | undefined, records: StepRecord[]) {
  const tries = records.flatMap(({ attempts }) => attempts);
  const all = share ? [share, ...tries] : tries;
  const wasted = records.flatMap(wastedOf);
  const endUsd = requestsUsd(REQUESTS_AROUND_END);
  return {
    billedSeconds: milliseconds(sumOf(all, 'billedSeconds')),
    usd: roundedUsd(sumOf(all, 'usd') + endUsd),
    requestsUsd: roundedUsd(sumOf(all, 'requestsUsd') + endUsd),
    encodeSeconds: milliseconds(sumOf(all, 'encodeSeconds')),
    ...(wasted.length > 0 && {
      wastedUsd: roundedUsd(sumOf(wasted, 'usd')),
      wastedEncodeSeconds: milliseconds(sumOf(wasted, 'encodeSeconds')),
    }),
  };
}

/** What came to nothing: of an attempt that kept portions, only what it did after the last of them. */
function wastedOf({ attempts, portions = [] }: StepRecord): Pick<Attempt, 'usd' | 'encodeSeconds'>[] {
  const vain = attempts.filter(({ outcome }) => outcome !== 'complete');
  return vain.map(({ number, usd = 0, encodeSeconds = 0 }) => {
    const kept = portions.findLast(({ attempt }) => attempt === number)?.encodeSeconds ?? 0;
    const lost = Math.max(0, encodeSeconds - kept);
    return { encodeSeconds: lost, usd: kept > 0 && encodeSeconds > 0 ? (usd * lost) / encodeSeconds : usd };
  });
}

function sumOf(
  attempts: Partial<Attempt>[],
  field: 'billedSeconds' | 'usd' | 'requestsUsd' | 'encodeSeconds',
): number {
  return attempts.reduce((total, attempt) => total + (attempt[field] ?? 0), 0);
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}
