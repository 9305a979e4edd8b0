import type { SubmittedJob } from '../../../contract/job.ts';
import { type Cut, cutOf } from '../../../contract/ledger/film.ts';
import { MAX_INDEX_BYTES } from '../../../contract/messages/piece.ts';
import {
  cutPieces,
  cutSound,
  measurePieces,
  measureSoundInPieces,
  NotForSegments,
  pieceFacts,
  pieceIndexes,
  readSource,
  withMoreBits,
} from '../../../media/segments/index.ts';
import { describeAttempt, shareSoFar } from '../../attempt/attempt.ts';
import { atBench } from '../../bench/atBench.ts';
import type { Claim } from '../../claim/claim.ts';
import { askForPieces } from '../../film/askForPieces.ts';
import { hasEndedAsFilm, hasEndedByItsSound } from '../../film/film.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import { notify } from '../../notify/notify.ts';
import type { Worker } from '../../worker/worker.ts';
import { pieceSecondsOf, SOUND_PIECE_SECONDS } from './pieceSecondsOf.ts';

/**
 * Cuts a film and asks for its pieces; the worker that makes the last of them ends the job. Pieces that an earlier
 * attempt at the same film has made are not made again.
 * @throws {NotForSegments} where it cannot be cut; {WorkError} as measurePieces.
 */
export async function submitFilm(prepared: Prepared, claim: Claim, worker: Worker): Promise<SubmittedJob> {
  const { job, owner } = claim;
  const { ledger, films } = worker.ports;
  const { cut, indexOf } = await cutFilm(prepared, claim, worker);
  await films.keepCut(job.jobId, cut);
  await askForPieces(job, cut, worker.ports, indexOf);
  const { soundObstacle } = cut;
  const change = {
    ...{ state: 'submitted' as const, progress: 0 },
    // As the pieces are made: corrected by what was measured, and what its sound needs.
    plan: cut.facts.plan,
    ...(soundObstacle !== undefined && {
      reason: `${job.reason}; its sound is made in one piece: ${soundObstacle}`,
    }),
    attempts: describeAttempt(job, { cut: cut.id, ...shareSoFar(job, claim, worker.settings) }),
  };
  await ledger.release(job.jobId, owner, change);
  const submitted: SubmittedJob = { ...job, ...change };
  await notify(submitted, worker.ports).catch(() => {});
  return submitted;
}

const WRONG_SOUND = 'A piece of it was not decoded to what its tables tell.';

/** Of the source no more is read than its index, its first pictures, and of its sound both ends or all. */
async function cutFilm(
  { plan, replan }: Prepared,
  claim: Claim,
  { settings, ports }: Worker,
): Promise<{ cut: Cut; indexOf: ReturnType<typeof pieceIndexes> }> {
  const { source } = claim.job;
  if (plan.kind !== 'video' || !replan) throw new TypeError('Images are not made in pieces.');
  const read = (offset: number, length: number) => ports.sources.readRange(source, offset, length);
  return await atBench(
    claim,
    settings,
    () => {},
    async bench => {
      const segments = await readSource(read, source.sizeBytes, plan);
      const wasWrong = claim.job.attempts.some(hasEndedByItsSound);
      const cutsSound = plan.audio !== null && !wasWrong;
      const measure = cutsSound ? measureSoundInPieces : measurePieces;
      const measured = await measure({ first: plan, source: segments, readRange: read, bench, replan });
      const { sound, soundObstacle = wasWrong ? WRONG_SOUND : undefined } = measured;
      const pieces = cutPieces(measured.plan, measured.grid, pieceSecondsOf(measured.plan));
      if (pieces.length < 2) throw new NotForSegments('It is too short.');
      const cut = cutOf({
        ...{
          facts: pieceFacts(sound ? { ...measured, plan: withMoreBits(measured.plan) } : measured),
          pieces,
        },
        hasSound: measured.plan.audio !== null,
        ...(sound && { sound: { cut: sound, pieces: cutSound(sound, SOUND_PIECE_SECONDS) } }),
        ...(soundObstacle !== undefined && { soundObstacle }),
        filmsBefore: claim.job.attempts.filter(hasEndedAsFilm).length,
      });
      return { cut, indexOf: pieceIndexes(segments, cut.facts, MAX_INDEX_BYTES) };
    },
  );
}
