import { setTimeout as wait } from 'node:timers/promises';
import type { Attempt, Job } from '../../../contract/job.ts';
import { stagedOutputKey, stagingKey } from '../../../contract/keys/stagingKey.ts';
import { writeManagedMetadata } from '../../../contract/messages/managedEvent.ts';
import { asFailure } from '../../../failures/failure.ts';
import { describeAttempt, unansweredSubmissions } from '../../attempt/attempt.ts';
import { functionCost } from '../../attempt/attemptCost.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import { notify } from '../../notify/notify.ts';
import type { JobChange, ManagedJob, SubmittedJob } from '../../worker/ports.ts';
import type { Claim, Worker } from '../../worker/worker.ts';

/** First wait before another try, milliseconds; doubles each time, up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/** Tries go on while the function has more time left than this, and no longer than that, milliseconds. */
const LAST_WORDS_MS = 15_000;
const LONGEST_TRYING_MS = 300_000;

/** Clocks differ: a job that was submitted a little before its attempt began is its job too, milliseconds. */
const CLOCK_SLACK_MS = 60_000;

/** Hands the job to MediaConvert; its events bring it to an end (finishManagedJob.ts). */
export async function submitManaged(
  managed: Extract<Prepared['managed'], { can: true }>,
  claim: Claim,
  worker: Worker,
): Promise<Job> {
  const { job, owner } = claim;
  const { managedJobId, attempt } =
    (await findUnanswered(job, worker)) ?? (await submit(requestOf(managed, job), claim, worker));
  const change: JobChange = {
    state: 'submitted',
    progress: 0,
    attempts: describeAttempt(job, { managedJobId, managedAttempt: attempt, ...functionShare(job, worker) }),
  };
  const submitted: Job = { ...job, ...change };
  try {
    await worker.ledger.release(job.jobId, owner, change);
  } catch (error) {
    // MediaConvert was quicker than its answer: its event has ended the attempt already.
    if (await hasEnded(job, worker)) return submitted;
    throw error;
  }
  await notify(submitted, worker).catch(() => {});
  return submitted;
}

function requestOf(managed: Extract<Prepared['managed'], { can: true }>, job: Job): ManagedJob {
  const number = job.attempts.length;
  return {
    token: `${job.jobId}-${number}`,
    settings: managed.settings({
      input: `s3://${job.source.bucket}/${job.source.key}`,
      destination: `s3://${job.outputBucket}/${stagingKey(job.jobId, number)}`,
    }),
    userMetadata: writeManagedMetadata(job, number),
  };
}

/**
 * MediaConvert may have taken a job whose answer was lost with its worker, and it remembers a token for a minute
 * only: before another is paid for, that one is looked for. One whose output has expired meanwhile is of no use.
 */
async function findUnanswered(job: Job, worker: Worker): Promise<SubmittedJob | null> {
  const unanswered = unansweredSubmissions({ attempts: job.attempts.slice(0, -1) });
  const first = job.attempts.find(({ number }) => number === unanswered[0]);
  if (!first) return null;
  const since = new Date(Date.parse(first.startedAt) - CLOCK_SLACK_MS);
  const found = await worker.encoder.find(job.jobId, unanswered, since);
  if (!found?.complete || !job.plan || job.plan.kind !== 'video') return found;
  const staged = stagedOutputKey(job.jobId, found.attempt, job.plan.container);
  return (await worker.outputs.describe(job.outputBucket, staged)) ? found : null;
}

/** Tries until it is taken: a throttled burst should cost time, not receives. After a lost answer it looks first. */
async function submit(
  request: ManagedJob,
  { job, delivery, signal }: Claim,
  worker: Worker,
): Promise<Pick<SubmittedJob, 'managedJobId' | 'attempt'>> {
  const attempt = job.attempts.length;
  const begun = new Date();
  const until = Math.min(delivery.remainingMs() - LAST_WORDS_MS, LONGEST_TRYING_MS);
  let isUnanswered = false;
  for (let tries = 0; ; tries += 1) {
    try {
      const since = new Date(begun.getTime() - CLOCK_SLACK_MS);
      const found = isUnanswered ? await worker.encoder.find(job.jobId, [attempt], since) : null;
      if (found) return found;
      isUnanswered = false;
      return { managedJobId: await worker.encoder.submit(request), attempt };
    } catch (error) {
      const { class: failureClass, code } = asFailure(error);
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + Math.random() / 2);
      const spentMs = Date.now() - begun.getTime();
      if (failureClass !== 'transient' || spentMs + waitMs > until) throw error;
      await wait(waitMs, undefined, { signal });
      // A throttled submission was not taken; of any other, and until a search has ended, nobody knows.
      isUnanswered ||= code !== 'throttled';
    }
  }
}

/** The function's own part in the attempt: probe and submission. */
function functionShare(job: Job, { limits }: Worker): Pick<Attempt, 'usd'> {
  const startedAt = Date.parse(job.attempts.at(-1)?.startedAt ?? job.updatedAt);
  return { usd: functionCost((Date.now() - startedAt) / 1_000, limits).usd };
}

async function hasEnded(job: Job, { ledger }: Worker): Promise<boolean> {
  const now = await ledger.get(job.jobId);
  return now?.attempts[job.attempts.length - 1]?.endedAt !== undefined;
}
