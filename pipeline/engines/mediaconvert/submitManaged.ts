import { setTimeout as wait } from 'node:timers/promises';
import type { Job, SubmittedJob, WishedOf } from '../../../contract/job.ts';
import { stagingKey } from '../../../contract/keys/stagingKey.ts';
import { writeManagedMetadata } from '../../../contract/messages/managedEvent.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import { asFailure } from '../../../failures/failure.ts';
import { describeAttempt, shareSoFar } from '../../attempt/attempt.ts';
import type { Claim } from '../../claim/claim.ts';
import type { Prepared } from '../../kinds/prepared.ts';
import { notify } from '../../notify/notify.ts';
import type { FoundManagedJob, ManagedEncoder, ManagedJob } from '../../ports/managedEncoder.ts';
import { Throttled } from '../../ports/managedEncoder.ts';
import type { Worker } from '../../worker/worker.ts';
import { managedPlan, settingsOf } from './askMediaConvert.ts';
import { findUnanswered, searchSince } from './findUnanswered.ts';

/** First wait before another try, milliseconds; doubles each time, up to the longest. */
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 20_000;

/** Tries go on while the function has more time left than this, and no longer than that, milliseconds. */
const AFTER_TRYING_MS = 15_000;
const MAX_TRYING_MS = 300_000;

/** Hands the job to MediaConvert; its events bring it to an end. */
export async function submitManaged(prepared: Prepared, claim: Claim, worker: Worker): Promise<SubmittedJob> {
  const { job, owner } = claim;
  const { ledger, encoder } = worker.ports;
  const { managedJobId, attempt } =
    (await findUnanswered(job, worker.ports)) ?? (await submit(requestOf(prepared, job), claim, encoder));
  const share = shareSoFar(job, claim, worker.settings);
  const change = {
    state: 'submitted' as const,
    progress: 0,
    attempts: describeAttempt(job, { managedJobId, managedAttempt: attempt, ...share }),
  };
  const submitted: SubmittedJob = { ...job, ...change, plan: managedPlan(prepared.plan) };
  let wished: WishedOf;
  try {
    wished = await ledger.release(job.jobId, owner, change);
  } catch (error) {
    // MediaConvert was quicker than its answer: its event has ended the attempt already.
    const now = await ledger.get(job.jobId);
    if (hasEnded(job, now)) return submitted;
    if (now?.state === 'dropped') await encoder.cancel(managedJobId).catch(() => {}); // its end publishes nothing
    throw error;
  }
  await notify({ ...submitted, ...wished }, worker.ports).catch(() => {});
  return submitted;
}

/** What MediaConvert begins first, of -50 to 50; its own default is 0. */
const PRIORITIES: Record<NonNullable<Wishes['priority']>, number> = { high: 25, normal: 0, low: -25 };

function requestOf(prepared: Prepared, job: Job): ManagedJob {
  const number = job.attempts.length;
  return {
    priority: PRIORITIES[job.source.wishes?.priority ?? 'normal'],
    token: `${job.jobId}-${number}`,
    settings: settingsOf(prepared, {
      input: `s3://${job.source.bucket}/${job.source.key}`,
      destination: `s3://${job.outputBucket}/${stagingKey(job.jobId, number)}`,
    }),
    userMetadata: writeManagedMetadata(job, number),
  };
}

/** Tries until it is taken: a throttled burst should cost time, not receives. After a lost answer it looks first. */
async function submit(
  request: ManagedJob,
  { job, received, signal }: Claim,
  encoder: ManagedEncoder,
): Promise<Pick<FoundManagedJob, 'managedJobId' | 'attempt'>> {
  const attempt = job.attempts.length;
  const begun = new Date();
  const until = Math.min(received.remainingMs() - AFTER_TRYING_MS, MAX_TRYING_MS);
  let isUnanswered = false;
  for (let tries = 0; ; tries += 1) {
    try {
      const found = isUnanswered ? await encoder.find(job.jobId, [attempt], searchSince(begun)) : null;
      if (found) return found;
      isUnanswered = false;
      return { managedJobId: await encoder.submit(request), attempt };
    } catch (error) {
      const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + Math.random() / 2);
      const spentMs = Date.now() - begun.getTime();
      if (asFailure(error).class !== 'transient' || spentMs + waitMs > until) throw error;
      await wait(waitMs, undefined, { signal });
      // A throttled submission was not taken; of any other, and until a search has ended, nobody knows.
      isUnanswered ||= !(error instanceof Throttled);
    }
  }
}

function hasEnded(job: Job, now: Job | null): boolean {
  return now?.attempts[job.attempts.length - 1]?.endedAt !== undefined;
}
