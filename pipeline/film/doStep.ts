import { randomUUID } from 'node:crypto';
import type { Attempt, Output } from '../../contract/job.ts';
import type { StagedFile, Step, StepRecord } from '../../contract/ledger/film.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import { asFailure } from '../../failures/failure.ts';
import { beginAttempt, endAttemptHere } from '../attempt/attempt.ts';
import { REQUESTS_AROUND_STEP } from '../attempt/requestsAround.ts';
import { Stopwatch } from '../attempt/stopwatch.ts';
import type { BenchTime } from '../bench/atBench.ts';
import { checkUnchanged } from '../claim/checkUnchanged.ts';
import { HeldElsewhere } from '../claim/heldElsewhere.ts';
import { withHeartbeat } from '../claim/withHeartbeat.ts';
import { WorkStop } from '../claim/workStop.ts';
import { LostLease } from '../ports/lostLease.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Worker } from '../worker/worker.ts';
import type { Film } from './film.ts';
import { StepFailed } from './stepFailed.ts';

/** A step that this worker holds the lease of. */
export interface HeldStep extends BenchTime {
  received: QueueMessage;
  /** With the one under way. */
  attempts: Attempt[];
}

/** What a step may come to: a piece that is put aside, or the film. */
interface StepDone {
  staged?: StagedFile;
  output?: Output;
}

/**
 * Does a step of a film under a lease of its own, as `seen`, and writes down what it cost and came to. Whoever ends the
 * film, overwrites its source or takes the step over aborts the signal.
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
  const owner = randomUUID();
  const attempts = beginAttempt(seen, received.message.id, settings);
  if (!(await films.take(step, seen, { attempts, owner }))) {
    throw heldElsewhere(step, seen, settings.leaseSeconds);
  }
  const encoding = new Stopwatch();
  const stop = new WorkStop();
  const beat = () => {
    stop.on(films.renew(step, owner, encoding.seconds));
    stop.on(checkWanted(film, ports));
  };
  const ended = (outcome: string) =>
    endAttemptHere({ attempts }, outcome, { encoding, meter }, settings, REQUESTS_AROUND_STEP);
  try {
    const held = { received, encoding, attempts, signal: stop.signal };
    const done = await withHeartbeat(received, settings, beat, () => work(held));
    const { staged } = done;
    await films.release(step, owner, { attempts: ended('complete'), ...(staged && { staged }) });
    return done;
  } catch (failed) {
    const error = stop.signal.aborted ? stop.signal.reason : failed;
    if (error instanceof LostLease) throw heldElsewhere(step, null, settings.leaseSeconds);
    const tried = ended(asFailure(error).code);
    await films.release(step, owner, { attempts: tried }).catch(() => {}); // else its lease runs out by itself
    throw new StepFailed(error, tried);
  }
}

/** @throws {Superseded}, {SourceGone}; {LostLease} where the film has ended. */
async function checkWanted({ job }: Film, { ledger, sources }: Worker['ports']): Promise<void> {
  await checkUnchanged(job.source, sources);
  const now = await ledger.get(job.jobId);
  if (now && !isUnderWay(now)) throw new LostLease(job.jobId);
}

function heldElsewhere({ jobId }: Step, seen: StepRecord | null, leaseSeconds: number): HeldElsewhere {
  const left = seen?.leaseUntil === undefined ? leaseSeconds : (seen.leaseUntil - Date.now()) / 1_000;
  return new HeldElsewhere({ jobId, retryInSeconds: Math.max(1, Math.ceil(left)), sameMessage: true });
}
