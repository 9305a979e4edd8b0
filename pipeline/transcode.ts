import { randomUUID } from 'node:crypto';
import { type Job, jobIdOf } from '../contract/job.ts';
import { dayOf, sourceIdOf } from '../contract/ledgerTable.ts';
import { asFailure } from '../failures/failure.ts';
import { WorkError } from '../failures/workError.ts';
import { presetHash } from '../presets/schema/presetHash.ts';
import { beginAttempt, endAttemptHere } from './attempt/attempt.ts';
import { Stopwatch } from './attempt/stopwatch.ts';
import { findSource } from './claim/findSource.ts';
import { HeldElsewhere } from './claim/heldElsewhere.ts';
import { withLease } from './claim/lease.ts';
import { sourceGone } from './claim/sourceGone.ts';
import { Superseded } from './claim/superseded.ts';
import { makeRendition } from './makeRendition.ts';
import { dueLetter, failLetter } from './notify/deadLetter.ts';
import { notify } from './notify/notify.ts';
import { AttemptFailed } from './outcomes/attemptFailed.ts';
import { willComeAgain } from './outcomes/retry.ts';
import type { SourceRequest } from './uploads/parseMessage.ts';
import type { BegunJob, JobChange, NewJob } from './worker/ports.ts';
import type { Claim, Delivery, Worker } from './worker/worker.ts';

/** How a delivery ended that need not come again, and the job as it is then. */
export interface Outcome {
  result: 'complete' | 'submitted' | 'superseded' | 'already-complete' | 'already-submitted';
  job: Job;
  /** Jobs for older versions of the source that gave way to it meanwhile. */
  gaveWay?: Job[];
}

/** A source that is overwritten this often while it is encoded can wait for its next message. */
const MOST_VERSIONS = 3;

/**
 * Makes one source's rendition, once: finds the source, takes the job in the ledger, does it, records the end. Where
 * a newer version of the source takes the job's place meanwhile, that one is made instead.
 * @throws {HeldElsewhere} while another worker has the job; {WorkError} when there is nothing to work on;
 * {AttemptFailed} when the work failed.
 */
export async function transcode(
  request: SourceRequest,
  delivery: Delivery,
  worker: Worker,
): Promise<Outcome> {
  const gaveWay: Job[] = [];
  for (let versions = 1; ; versions += 1) {
    try {
      const outcome = await makeNewest(request, delivery, worker);
      return gaveWay.length > 0 ? { ...outcome, gaveWay } : outcome;
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
      if (error.job) gaveWay.push(error.job);
      if (versions === MOST_VERSIONS) throw keepsChanging(request);
    }
  }
}

/** @throws as transcode; {Superseded} when the source has a newer version. */
async function makeNewest(request: SourceRequest, delivery: Delivery, worker: Worker): Promise<Outcome> {
  const source = await findSource(request, worker);
  const hash = presetHash(worker.preset);
  const newJob: NewJob = {
    jobId: jobIdOf(source, worker.rendition, hash),
    source,
    rendition: worker.rendition,
    presetHash: hash,
    message: delivery.message,
    queueUrl: worker.queueUrl,
    outputBucket: worker.outputBucket,
  };
  const seen = await worker.ledger.get(newJob.jobId);
  const done = seen && (await alreadyDone(seen, request, delivery, worker));
  if (done) return done;
  const owner = randomUUID();
  const claimed = await worker.ledger.claim(begin(newJob, seen, worker), seen, owner);
  const job = claimed ?? (await claimedAfterAll(newJob.jobId, owner, worker));
  if (!job) throw await heldElsewhere(newJob.jobId, delivery, worker);
  const { force } = request;
  const claim = { job, owner, delivery, encoding: new Stopwatch(), force };
  return withLease(claim, worker, held => attempt(held, worker));
}

/** The answer to a claim may be lost, and the client's second try then meets the first one's success. */
async function claimedAfterAll(jobId: string, owner: string, { ledger }: Worker): Promise<Job | null> {
  const job = await ledger.get(jobId);
  return job?.leaseOwner === owner ? job : null;
}

/** Null when there is work to do; throws the old failure when this very message has already met it for good. */
async function alreadyDone(
  job: Job,
  request: SourceRequest,
  delivery: Delivery,
  worker: Worker,
): Promise<Outcome | null> {
  // Whoever ended it could not say so then. Where a letter is due, the sweep does both.
  if (job.untold && job.letterId !== dueLetter(job)) await notify(job, worker).catch(() => {});
  const sameMessage = job.message.id === delivery.message.id;
  await failLetter(job, delivery, worker.ledger);
  if (job.state === 'failed' && sameMessage && job.failure && job.failure.class !== 'transient') {
    throw new AttemptFailed(job, job.failure);
  }
  // To make again what is being made would pay for it twice.
  if (job.state === 'submitted') return { result: 'already-submitted', job };
  if (request.force && !sameMessage && !madeSince(job, delivery)) return null;
  if (job.state === 'complete' && job.output) {
    const stored = await worker.outputs.describe(job.output.bucket, job.output.key);
    if (stored?.maker?.jobId === job.jobId) return { result: 'already-complete', job };
  }
  return null;
}

/** One request to make it again may come as two messages. */
function madeSince({ state, attempts }: Job, { message: { sentAt } }: Delivery): boolean {
  const startedAt = attempts.at(-1)?.startedAt;
  return state === 'complete' && sentAt !== undefined && startedAt !== undefined && startedAt > sentAt;
}

/** The item as a new attempt begins: what earlier attempts cost stays, what they came to goes. */
function begin(newJob: NewJob, seen: Job | null, worker: Worker): BegunJob {
  const now = new Date().toISOString();
  const createdAt = seen?.createdAt ?? now;
  return {
    ...newJob,
    sourceId: sourceIdOf(newJob.source),
    state: 'running',
    attempts: beginAttempt(seen, newJob.message.id, worker),
    createdAt,
    day: dayOf(createdAt),
    updatedAt: now,
  };
}

/**
 * Each look counts as a receive, so it pays not to look too often. The holder's own message comes back when the
 * lease ends, for then the holder is dead or this message's visibility ran out; any other can wait for the work's end.
 */
async function heldElsewhere(jobId: string, delivery: Delivery, worker: Worker): Promise<HeldElsewhere> {
  const job = await worker.ledger.get(jobId);
  const leaseSeconds = Math.ceil(((job?.leaseUntil ?? 0) - Date.now()) / 1_000);
  const sameMessage = job?.message.id === delivery.message.id;
  const workSeconds = sameMessage ? 0 : remainingSeconds(job);
  return new HeldElsewhere({ jobId, sameMessage, retryInSeconds: Math.max(1, leaseSeconds, workSeconds) });
}

function remainingSeconds(job: Job | null): number {
  const startedAt = job?.attempts.at(-1)?.startedAt;
  if (!startedAt || !job?.predictedSeconds) return 0;
  return Math.ceil(job.predictedSeconds - (Date.now() - Date.parse(startedAt)) / 1_000);
}

async function attempt(claim: Claim, worker: Worker): Promise<Outcome> {
  try {
    return await makeRendition(claim, worker);
  } catch (failed) {
    // Why the work was stopped says more than where it was.
    const thrown = claim.signal.aborted ? claim.signal.reason : failed;
    const error = await orSourceGone(thrown, claim.job, worker);
    const ended = await end(claim, error, worker);
    if (!(error instanceof Superseded)) throw new AttemptFailed(ended, asFailure(error), { cause: error });
    if (error.by === 'source') throw new Superseded(error.by, error.message, ended);
    return { result: 'superseded', job: ended };
  }
}

/** A source that cannot be read any more was overwritten, or deleted. */
async function orSourceGone(error: unknown, { source }: Job, { sources }: Worker): Promise<unknown> {
  if (!(error instanceof Superseded) || error.by !== 'source') return error;
  const now = await sources.describe(source.bucket, source.key).catch(() => source);
  return now ? error : sourceGone(source);
}

/** Where the ledger cannot be reached, the lease runs out by itself; the failure to tell is the first one. */
async function end(claim: Claim, error: unknown, worker: Worker): Promise<Job> {
  const { job: claimed, owner } = claim;
  // The attempt may have given way to a second one, and been submitted: only the ledger knows.
  const job = await worker.ledger.get(claimed.jobId).catch(() => null);
  if (job?.leaseOwner !== owner) return claimed;
  const change = endOf(job, error, claim, worker);
  const ended: Job = { ...job, ...change };
  await worker.ledger
    .release(job.jobId, owner, change)
    .then(() => notify(ended, worker))
    .catch(() => {});
  return ended;
}

function endOf(job: Job, error: unknown, claim: Claim, worker: Worker): JobChange {
  if (error instanceof Superseded) {
    return { state: 'superseded', attempts: endAttemptHere(job, 'superseded', claim, worker) };
  }
  const failure = asFailure(error);
  const state = willComeAgain(failure, claim.delivery, worker) ? 'queued' : 'failed';
  return { state, failure, attempts: endAttemptHere(job, failure.code, claim, worker) };
}

function keepsChanging({ key }: SourceRequest): WorkError {
  return new WorkError('source-changed', {
    message: `"${key}" was overwritten again and again while it was encoded.`,
  });
}
