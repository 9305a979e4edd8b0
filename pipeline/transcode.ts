import { randomUUID } from 'node:crypto';
import { presetHash } from '../presets/schema/presetHash.ts';
import { endAttempt } from './attempt.ts';
import { AttemptFailed } from './attemptFailed.ts';
import { asFailure } from './failure.ts';
import { HeldElsewhere } from './heldElsewhere.ts';
import { type Job, jobIdOf, type Source } from './job.ts';
import { JobError } from './jobError.ts';
import { withLease } from './lease.ts';
import { makeRendition } from './makeRendition.ts';
import type { SourceRequest } from './parseMessage.ts';
import type { JobChange } from './ports.ts';
import { willComeAgain } from './retry.ts';
import type { Delivery, Worker } from './worker.ts';

/** How a delivery ended that need not come again. */
export type Outcome = 'complete' | 'submitted' | 'already-complete' | 'already-submitted';

/**
 * Makes one source's rendition, once: finds the source, takes the job in the ledger, does it, records the end.
 * @throws {HeldElsewhere} while another worker has the job; {JobError} when there is
 * nothing to work on; {AttemptFailed} when the work failed.
 */
export async function transcode(
  request: SourceRequest,
  delivery: Delivery,
  worker: Worker,
): Promise<Outcome> {
  const source = await findSource(request, worker);
  const hash = presetHash(worker.preset);
  const jobId = jobIdOf(source, worker.rendition, hash);
  const seen = await worker.ledger.get(jobId);
  if (seen) {
    const done = await alreadyDone(seen, request, delivery, worker);
    if (done) return done;
  }
  const owner = randomUUID();
  const newJob = {
    jobId,
    source,
    rendition: worker.rendition,
    presetHash: hash,
    message: delivery.message,
    dlqUrl: worker.dlqUrl,
    outputBucket: worker.outputBucket,
  };
  const job = await worker.ledger.claim(newJob, seen, owner);
  if (!job) throw await heldElsewhere(jobId, delivery, worker);
  return withLease(job, owner, worker, signal => attempt(job, owner, delivery, worker, signal));
}

async function findSource(request: SourceRequest, worker: Worker): Promise<Source> {
  if (request.bucket !== worker.inputBucket) {
    throw new JobError({
      failureClass: 'input',
      code: 'wrong-bucket',
      message: `The message names bucket "${request.bucket}"; this stack reads "${worker.inputBucket}".`,
    });
  }
  const source = await worker.sources.describe(request.bucket, request.key, request.version);
  if (source) return source;
  const { bucket, key, version } = request;
  throw new JobError({
    failureClass: 'input',
    code: 'source-gone',
    message:
      version === undefined
        ? `There is no object "${key}" in bucket "${bucket}"; upload it again.`
        : `There is no version "${version}" of "${key}" in bucket "${bucket}"; ask for it without a version.`,
  });
}

/** Null when there is work to do; throws the old failure when this very message has already met it for good. */
async function alreadyDone(
  job: Job,
  request: SourceRequest,
  delivery: Delivery,
  worker: Worker,
): Promise<Outcome | null> {
  const sameMessage = job.message.id === delivery.message.id;
  if (job.state === 'failed' && sameMessage && job.failure && job.failure.class !== 'transient') {
    throw new JobError({ ...job.failure, failureClass: job.failure.class });
  }
  if (request.force && !sameMessage) return null;
  if (job.state === 'submitted') return 'already-submitted';
  if (job.state === 'complete' && job.output) {
    const stored = await worker.outputs.describe(job.output.bucket, job.output.key);
    if (stored?.jobId === job.jobId) return 'already-complete';
  }
  return null;
}

/**
 * Each look counts as a receive, so it pays not to look too often. The holder's own message comes back when the
 * lease ends, for then the holder is dead or this message's visibility ran out; any other can wait for the work's end.
 */
async function heldElsewhere(jobId: string, delivery: Delivery, worker: Worker): Promise<HeldElsewhere> {
  const job = await worker.ledger.get(jobId);
  const leaseSeconds = Math.ceil(((job?.leaseUntil ?? 0) - Date.now()) / 1_000);
  const workSeconds = job?.message.id === delivery.message.id ? 0 : remainingSeconds(job);
  return new HeldElsewhere(jobId, Math.max(1, leaseSeconds, workSeconds));
}

function remainingSeconds(job: Job | null): number {
  const startedAt = job?.attempts.at(-1)?.startedAt;
  if (!startedAt || !job?.predictedSeconds) return 0;
  return Math.ceil(job.predictedSeconds - (Date.now() - Date.parse(startedAt)) / 1_000);
}

async function attempt(
  job: Job,
  owner: string,
  delivery: Delivery,
  worker: Worker,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    return await makeRendition(job, owner, delivery, worker, signal);
  } catch (error) {
    const failure = asFailure(error);
    const state = willComeAgain(failure, delivery, worker) ? 'queued' : 'failed';
    const change: JobChange = { state, failure, attempts: endAttempt(job, failure.code) };
    // Where even this write fails, the lease runs out by itself; the failure to tell is the first one.
    await worker.ledger.record(job.jobId, owner, change, true).catch(() => {});
    throw new AttemptFailed({ ...job, ...change }, failure, error);
  }
}
