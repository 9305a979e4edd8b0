import type { Job } from '../../contract/job.ts';
import { filesOf, pieceNames, type Step, type StepRecord } from '../../contract/ledger/film.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import type { PieceName, PieceRequest } from '../../contract/messages/piece.ts';
import { asFailure, type Failure } from '../../failures/failure.ts';
import { NotForSegments } from '../../media/segments/index.ts';
import { HeldElsewhere } from '../claim/heldElsewhere.ts';
import { orSourceGone, SourceGone } from '../claim/sourceGone.ts';
import { Superseded } from '../claim/superseded.ts';
import { AskedAnew } from '../outcomes/askedAnew.ts';
import { isBlameless, isSpent, isWornOut, retryInSeconds } from '../outcomes/retry.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Worker } from '../worker/worker.ts';
import { FilmDropped } from './checkWanted.ts';
import { doStep, StepFailed } from './doStep.ts';
import { endAsFailed, endAsSuperseded, endIfDropped, type FilmEnded, handToNext } from './endFilm.ts';
import { type Film, findFilm } from './film.ts';
import { makePieceOf } from './makePieceOf.ts';
import { mergeFilm } from './mergeFilm.ts';
import { removeStaged } from './removeStaged.ts';
import { tellMade } from './tellMade.ts';

/** What became of a request for a piece: `ended` tells of the film where this was the last that it waited for. */
export type PieceHandled =
  | { acknowledge: true; job?: Job; ended?: FilmEnded; ignored?: string }
  | { acknowledge: false; job?: Job; retryInSeconds: number; failure?: Failure };

/** A step that failed is done once more, and then another engine has to make the film. */
const MAX_FAILURES = 2;

/** Workers that died one after the other without anything to keep: then another engine has to make the film. */
const MAX_LOST = 24;

/** The function that cut the film is about to say that it has asked for all pieces, seconds. */
const CUTTING_SECONDS = 2;

/** Makes a piece that was asked for, and where it is the last one the film as well. */
export async function handlePiece(
  request: PieceRequest,
  received: QueueMessage,
  worker: Worker,
): Promise<PieceHandled> {
  const film = await findFilm(request, worker.ports);
  if (!film) return await leave(request, worker);
  const { job } = film;
  if (isWornOut(received, worker.settings)) return await askAnew(job, request, received, worker);
  try {
    const ended = await makeStep(film, request, received, worker);
    return { acknowledge: true, job: ended?.job ?? job, ...(ended && { ended }) };
  } catch (error) {
    const answer = await answerTo(error, film, received, worker);
    const isGivenBack = !answer.acknowledge && answer.failure && isBlameless(answer.failure);
    if (isGivenBack && isSpent(received, worker.settings))
      return await askAnew(job, request, received, worker);
    return { job, ...answer };
  }
}

async function askAnew(
  job: Job,
  request: PieceRequest,
  { pieceIndex = null }: QueueMessage,
  { ports }: Worker,
): Promise<PieceHandled> {
  await ports.pieceRequests.send(job.queueUrl, [{ ...request, index: pieceIndex }]);
  return { acknowledge: true, job, ignored: new AskedAnew().message };
}

/** Its film is over. Where somebody has dropped it, whoever comes by last ends it. */
async function leave(request: PieceRequest, { ports }: Worker): Promise<PieceHandled> {
  const film = await endIfDropped(request, ports);
  const ignored = 'Its film is not made of these pieces any more.';
  return { ...ended(film), acknowledge: true, ignored };
}

/** The film, where this was the last piece of it. */
async function makeStep(
  film: Film,
  { jobId, cut, piece }: PieceRequest,
  received: QueueMessage,
  worker: Worker,
): Promise<FilmEnded | null> {
  const { films } = worker.ports;
  const step = { jobId, cut, name: piece };
  const seen = (await films.records(step, [piece])).get(piece) ?? null;
  if (!filesOf(piece, seen ?? undefined, film.cut)) await makeNow(film, { step, seen }, received, worker);
  const made = await films.noteMade(step);
  const now = await findFilm({ jobId, cut }, worker.ports);
  if (!now) {
    // Either it is being cut anew, and this piece is waited for, or it has ended, and with it what was put aside for it.
    const job = await worker.ports.ledger.get(jobId);
    if (!job || !isUnderWay(job)) await removeStaged(film, await films.records(step, [piece]), worker.ports);
    return await endIfDropped(step, worker.ports);
  }
  if (made < pieceNames(now.cut).length) {
    await tellMade(now, made, worker);
    return null;
  }
  if (now.job.state === 'running') {
    throw new HeldElsewhere({ jobId, retryInSeconds: CUTTING_SECONDS, sameMessage: true });
  }
  return await mergeFilm(now, received, worker);
}

async function makeNow(
  film: Film,
  { step, seen }: { step: Step & { name: PieceName }; seen: StepRecord | null },
  received: QueueMessage,
  worker: Worker,
): Promise<void> {
  if (seen && inVain(seen) >= MAX_LOST) throw new StepFailed(new NotForSegments(LOST_WORDS), []);
  await doStep(step, { film, seen }, received, worker, held =>
    makePieceOf(film, step, { seen, held }, worker),
  );
}

/** How many attempts there were since something of the piece was put aside; those of workers that had to end say nothing. */
function inVain({ attempts, portions = [] }: StepRecord): number {
  return attempts
    .slice(portions.at(-1)?.attempt ?? 0)
    .filter(({ outcome }) => outcome === undefined || !isBlameless({ code: outcome })).length;
}

const LOST_WORDS = `Each of ${MAX_LOST} workers died at one of its pieces.`;

/** What a failure comes to: once more, another engine, or the film's end. */
async function answerTo(
  error: unknown,
  film: Film,
  received: QueueMessage,
  { settings, ports }: Worker,
): Promise<PieceHandled> {
  if (error instanceof HeldElsewhere) return { acknowledge: false, retryInSeconds: error.retryInSeconds };
  const cause = await orSourceGone(
    error instanceof StepFailed ? error.cause : error,
    film.job.source,
    ports.sources,
  );
  if (cause instanceof FilmDropped) return ended(await endIfDropped(film.job, ports));
  if (cause instanceof Superseded) return ended(await endAsSuperseded(film, cause.by, ports));
  if (cause instanceof SourceGone) return ended(await endAsFailed(film, asFailure(cause), ports));
  const failure = asFailure(cause);
  if (cause instanceof NotForSegments || isForGood(error)) {
    return ended(await handToNext(film, failure, ports));
  }
  return { acknowledge: false, failure, retryInSeconds: retryInSeconds(failure, received, settings) };
}

function ended(film: FilmEnded | null): PieceHandled {
  return { acknowledge: true, ...(film && { job: film.job, ended: film }) };
}

function isForGood(error: unknown): boolean {
  if (!(error instanceof StepFailed)) return false;
  const failures = error.attempts.filter(
    ({ outcome = 'lost' }) => !['complete', 'lost'].includes(outcome) && !isBlameless({ code: outcome }),
  );
  return failures.length >= MAX_FAILURES;
}
