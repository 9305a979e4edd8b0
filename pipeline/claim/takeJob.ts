import { randomUUID } from 'node:crypto';
import type { Job, RunningJob } from '../../contract/job.ts';
import { indexedBy } from '../../contract/ledgerTable.ts';
import { beginAttempt } from '../attempt/attempt.ts';
import { Stopwatch } from '../attempt/stopwatch.ts';
import type { BegunJob, Ledger, NewJob } from '../ports/ledger.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import type { Claim } from './claim.ts';
import { HeldElsewhere } from './heldElsewhere.ts';

/** What a job's taking needs to know. */
export interface Taking {
  settings: Pick<Settings, 'size' | 'elsewhere' | 'leaseSeconds'>;
  ledger: Pick<Ledger, 'get' | 'claim'>;
}

/**
 * Takes a job in the ledger, as it was `seen` there.
 * @throws {HeldElsewhere} where another worker has it.
 */
export async function takeJob(
  newJob: NewJob,
  seen: Job | null,
  received: QueueMessage,
  { settings, ledger }: Taking,
): Promise<Pick<Claim, 'job' | 'owner' | 'received' | 'encoding'>> {
  const owner = randomUUID();
  const aliveUntil = Date.now() + received.remainingMs() + settings.leaseSeconds * 1_000;
  const claimed = await ledger.claim(begin(newJob, seen, settings), seen, { owner, aliveUntil });
  const job = claimed ?? (await claimedAfterAll(newJob.jobId, owner, ledger));
  if (!job) throw await heldElsewhere(newJob.jobId, received, ledger);
  return { job, owner, received, encoding: new Stopwatch() };
}

/**
 * The item as a new attempt begins: what earlier attempts cost stays, what they came to goes. Of the message only what
 * tells it from others: its body is needed where the job is handed over.
 */
function begin(newJob: NewJob, seen: Job | null, settings: Taking['settings']): BegunJob {
  const now = new Date().toISOString();
  const createdAt = seen?.createdAt ?? now;
  const { id, sentAt } = newJob.message;
  return {
    ...newJob,
    message: { id, ...(sentAt !== undefined && { sentAt }) },
    ...indexedBy(newJob.source, createdAt),
    ...(seen?.released && seen.state !== 'complete' && { released: seen.released }),
    state: 'running',
    attempts: beginAttempt(seen, newJob.message.id, settings),
    createdAt,
    updatedAt: now,
  };
}

/** The answer to a claim may be lost, and the client's second try then meets the first one's success. */
async function claimedAfterAll(
  jobId: string,
  owner: string,
  ledger: Taking['ledger'],
): Promise<RunningJob | null> {
  const job = await ledger.get(jobId);
  return job?.state === 'running' && job.leaseOwner === owner ? job : null;
}

/**
 * Each look counts as a receive, so it pays not to look too often. The holder's own message comes back when the
 * lease ends, for then the holder is dead or this message's visibility ran out; any other can wait for the work's end.
 */
export async function heldElsewhere(
  jobId: string,
  received: QueueMessage,
  ledger: Taking['ledger'],
): Promise<HeldElsewhere> {
  const job = await ledger.get(jobId);
  const leaseSeconds = Math.ceil(((job?.leaseUntil ?? 0) - Date.now()) / 1_000);
  const sameMessage = job?.message.id === received.message.id;
  const workSeconds = sameMessage ? 0 : remainingSeconds(job);
  return new HeldElsewhere({ jobId, sameMessage, retryInSeconds: Math.max(1, leaseSeconds, workSeconds) });
}

function remainingSeconds(job: Job | null): number {
  const startedAt = job?.attempts.at(-1)?.startedAt;
  if (!startedAt || !job?.predictedSeconds) return 0;
  return Math.ceil(job.predictedSeconds - (Date.now() - Date.parse(startedAt)) / 1_000);
}
