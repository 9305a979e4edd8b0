import { randomUUID } from 'node:crypto';
import type { Attempt, Output } from '../../contract/job.ts';
import type { Portion, StagedFile, Step, StepRecord } from '../../contract/ledger/film.ts';
import { asFailure } from '../../failures/failure.ts';
import { beginAttempt, endAttemptHere } from '../attempt/attempt.ts';
import { REQUESTS_AROUND_STEP } from '../attempt/requestsAround.ts';
import { Stopwatch } from '../attempt/stopwatch.ts';
import type { BenchTime } from '../bench/atBench.ts';
import { HeldElsewhere } from '../claim/heldElsewhere.ts';
import { withHeartbeat } from '../claim/withHeartbeat.ts';
import { WorkStop } from '../claim/workStop.ts';
import { closerLease } from '../outcomes/cutShort.ts';
import type { Holder } from '../ports/films.ts';
import { LostLease } from '../ports/lostLease.ts';
import { giveBack } from '../worker/giveBack.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import type { Worker } from '../worker/worker.ts';
import { checkWanted, FilmDropped } from './checkWanted.ts';
import type { Film } from './film.ts';
import { removeUnnoted } from './removeStaged.ts';

/** A step that this worker holds the lease of. */
export interface HeldStep extends BenchTime {
  received: QueueMessage;
  /** With the one under way. */
  attempts: Attempt[];
  /** Whoever puts something aside adds its key first: a worker that loses the step removes it. */
  keys: string[];
  /** Notes portions of a piece, for whoever goes on if this worker dies. @throws {LostLease}. */
  keep(portions: Portion[]): Promise<void>;
}

/** What a step may come to: a piece that is put aside, or the film. */
interface StepDone {
  staged?: StagedFile;
  portions?: Portion[];
  output?: Output;
}

/** An attempt at a step of a film failed, which the ledger has. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  /** All of the step's so far. */
  readonly attempts: Attempt[];

  constructor(cause: unknown, attempts: Attempt[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.attempts = attempts;
  }
}

/**
 * Does a step of a film under a lease of its own, as `seen`, and writes down what it cost and came to. Whoever ends or
 * drops the film, overwrites its source or takes the step over aborts the signal, and so does a worker that has to end.
 * @throws {HeldElsewhere} while another worker has it; {StepFailed}.
 */
export async function doStep<T extends StepDone>(
  step: Step,
  { film, seen }: { film: Film; seen: StepRecord | null },
  received: QueueMessage,
  { settings, ports }: Worker,
  work: (held: HeldStep) => Promise<T>,
): Promise<T> {
  const { films, meter } = ports;
  const attempts = beginAttempt(seen, received.message.id, watched(settings, seen?.attempts ?? []));
  const { leaseSeconds } = watched(settings, attempts);
  const holder: Holder = { owner: randomUUID(), leaseSeconds };
  if (!(await films.take(step, seen, holder, attempts))) {
    throw heldElsewhere(step, seen, settings.leaseSeconds);
  }
  const encoding = new Stopwatch();
  const stop = new WorkStop();
  const keys: string[] = [];
  const beat = () => {
    stop.on(films.renew(step, holder, encoding.seconds));
    stop.on(checkWanted(film, ports));
  };
  const ended = (outcome: string) =>
    endAttemptHere({ attempts }, outcome, { encoding, meter }, settings, REQUESTS_AROUND_STEP);
  // How long a step takes nobody knows before it is done, and it is short.
  const stay = giveBack({ secondsLeft: null, end: reason => stop.end(reason) }, received.leaving);
  try {
    const keep = (portions: Portion[]) =>
      films.keep(step, holder, { portions, encodeSeconds: encoding.seconds });
    const held = { received, encoding, attempts, keys, signal: stop.signal, keep };
    const done = await withHeartbeat(received, holder, beat, () => work(held));
    const { staged, portions } = done;
    const made = { ...(staged && { staged }), ...(portions && { portions }) };
    await films.release(step, holder, { attempts: ended('complete'), ...made });
    return done;
  } catch (failed) {
    const error = stop.signal.aborted ? stop.signal.reason : failed;
    const isDropped = error instanceof FilmDropped;
    if (error instanceof LostLease && !isDropped) {
      const late = { bucket: film.job.outputBucket, keys };
      await removeUnnoted(step, late, ports).catch(() => {}); // else a lifecycle rule removes it
      throw heldElsewhere(step, null, settings.leaseSeconds);
    }
    const tried = ended(isDropped ? 'dropped' : asFailure(error).code);
    await films.release(step, holder, { attempts: tried }).catch(() => {}); // else its lease runs out by itself
    throw new StepFailed(error, tried);
  } finally {
    stay();
  }
}

/** The settings, with the lease that the last of these attempts has. */
function watched(settings: Settings, attempts: Attempt[]): Settings {
  return { ...settings, leaseSeconds: closerLease(attempts, settings.leaseSeconds) };
}

function heldElsewhere({ jobId }: Step, seen: StepRecord | null, leaseSeconds: number): HeldElsewhere {
  const left = seen?.leaseUntil === undefined ? leaseSeconds : (seen.leaseUntil - Date.now()) / 1_000;
  return new HeldElsewhere({ jobId, retryInSeconds: Math.max(1, Math.ceil(left)), sameMessage: true });
}
