import type { Attempt } from '../../../contract/job.ts';
import type { Plan } from '../../../media/plan/plan.ts';
import { obstacleIn, secondsAhead } from '../../../media/segments/index.ts';
import { computeCost } from '../../../prices/computeCost.ts';
import { roundedUsd } from '../../../prices/cost.ts';
import { expectedFilmRequestsUsd } from '../../attempt/expectedElsewhere.ts';
import { hasEndedAsFilm, hasEndedByItsSound, lostCutters, MAX_CUTTERS } from '../../film/film.ts';
import { vcpusOf } from '../../worker/vcpus.ts';
import type { Estimate, Work } from '../engine.ts';
import { pieceSecondsOf, soundPiecesOf } from './pieceSecondsOf.ts';

/** Reading the source's index and its sound, and laying the grid, seconds (measured on films of some minutes). */
const PLAN_SECONDS = 3;

/** Reading the heads, looking at the joins, and S3's copying, seconds. */
const MERGE_SECONDS = 4;

/**
 * Each piece is decoded from the key frame before it, and its ffmpeg started and its output looked at by itself; against
 * the whole (`npm run bench -- --only segments`).
 */
const IN_PIECES = 1.07;

/** Seconds of sound that are encoded in one second. */
const SOUND_RATE = 70;

/** Why this cannot be made in pieces, as far as is known before its index is read. */
export function obstacle({ prepared, job }: Work): string | null {
  const { plan } = prepared;
  if (plan.kind === 'image') return 'images are not made in pieces';
  if (plan.kind === 'clip') return 'what is cut out of its sources is not made in pieces';
  if (piecesOf(plan) < 2) return 'it is too short to be made in pieces';
  if (job.attempts.some(hasFailedAsFilm)) {
    return 'it could not be made in pieces before';
  }
  if (lostCutters(job.attempts) >= MAX_CUTTERS) return `each of ${MAX_CUTTERS} workers died as it cut it`;
  const known = obstacleIn(plan);
  return known && `it cannot be made in pieces: ${known}`;
}

function hasFailedAsFilm(attempt: Attempt): boolean {
  return hasEndedAsFilm(attempt) && attempt.outcome !== 'complete' && !hasEndedByItsSound(attempt);
}

/** Its pieces are made in rounds, where there are more of them than workers. */
export function estimate({ prepared, settings }: Work): Estimate {
  const { plan } = prepared;
  const [pieces, sounds] = plan.kind === 'video' ? [piecesOf(plan), soundPiecesOf(plan)] : [1, 0];
  const encode = prepared.predict(vcpusOf(settings.size)).seconds * IN_PIECES;
  const rounds = Math.ceil((pieces + sounds) / settings.segmentWorkers);
  const longest = Math.max(soundSeconds(plan, sounds), (rounds * encode) / pieces);
  const worked = computeCost(PLAN_SECONDS + encode + MERGE_SECONDS, settings.size).usd;
  const requestsUsd = expectedFilmRequestsUsd(pieces + sounds, encode / pieces, settings);
  const usd = roundedUsd(worked + requestsUsd);
  return { seconds: PLAN_SECONDS + longest + MERGE_SECONDS, usd, requestsUsd };
}

/** Of each piece of sound; ahead of one that is not the whole some more is encoded and dropped. */
function soundSeconds(plan: Work['prepared']['plan'], sounds: number): number {
  if (plan.kind !== 'video' || plan.audio === null) return 0;
  const ahead = sounds > 1 ? secondsAhead({ rate: plan.audio.sampleRateHz }) : 0;
  return (plan.durationSeconds / sounds + ahead) / SOUND_RATE;
}

/** How many there are, and how many at once. */
export function merit({ prepared: { plan }, settings }: Work): string {
  const [pieces, sounds] = plan.kind === 'video' ? [piecesOf(plan), soundPiecesOf(plan)] : [1, 0];
  const isCut = sounds > 1;
  const all = isCut ? `${pieces} pieces and ${sounds} of its sound` : `${pieces} pieces`;
  const atOnce = Math.min(isCut ? pieces + sounds : pieces, settings.segmentWorkers);
  return `about ${all} can be made, ${atOnce} at once`;
}

function piecesOf(plan: Plan): number {
  return Math.round(plan.durationSeconds / pieceSecondsOf(plan));
}
