import type { ClipStory, ClipWait } from '../../contract/clips/clipStory.ts';
import type { Attempt, Job, WaitingClip } from '../../contract/job.ts';
import { indexedBy } from '../../contract/ledgerTable.ts';
import type { Failure } from '../../failures/failure.ts';
import { roundedUsd } from '../../prices/cost.ts';
import { beginAttempt, endAttemptHere } from '../attempt/attempt.ts';
import { Stopwatch } from '../attempt/stopwatch.ts';
import { HeldElsewhere } from '../claim/heldElsewhere.ts';
import { notify } from '../notify/notify.ts';
import { PENDING } from '../outcomes/jobReadings.ts';
import type { Outcome } from '../outcomes/outcome.ts';
import type { SettledClip } from '../ports/ledger.ts';
import type { Worker } from '../worker/worker.ts';
import type { AskedClip } from './asked/askedClip.ts';

/** To what a clip comes that nobody takes. */
export type Settling = { clip: ClipStory; untilNow: Date } & (
  | { state: WaitingClip['state'] }
  | { state: 'failed'; failure: Failure }
);

/** What a look cost by itself, and the job as it is then. */
export interface Settled {
  job: Job;
  look: NonNullable<Outcome['look']>;
}

/**
 * Writes down that a clip waits, or has come to nothing, and tells it, unless it waited before.
 * @throws {HeldElsewhere} where somebody has changed it meanwhile.
 */
export async function settle(
  { newJob }: AskedClip,
  seen: Job | null,
  { clip, untilNow: startedAt, ...change }: Settling,
  { settings, ports }: Pick<Worker, 'settings' | 'ports'>,
): Promise<Settled> {
  const { jobId, message, source } = newJob;
  const outcome = change.state === 'failed' ? change.failure.code : PENDING;
  const look = lookOf(seen, { outcome, startedAt, messageId: message.id }, { settings, ports });
  const now = new Date().toISOString();
  const createdAt = seen?.createdAt ?? now;
  // Who asks again for what has come to nothing waits for an answer, though it is the same one.
  const isAnswer = change.state !== 'pending' && seen?.message.id !== message.id;
  const isNews = seen?.state !== change.state || isAnswer || seen.untold === 'yes';
  const settled: SettledClip = {
    ...newJob,
    ...indexedBy(source, createdAt),
    ...change,
    ...{ clip, createdAt, updatedAt: now },
    message: { id: message.id, ...(message.sentAt !== undefined && { sentAt: message.sentAt }) },
    attempts: withLook(seen, look, settings),
    ...(isNews && { untold: 'yes' as const }),
  };
  if (!(await ports.ledger.settleClip(settled, seen))) {
    throw new HeldElsewhere({ jobId, retryInSeconds: 1, sameMessage: true });
  }
  const job = settled as Job;
  if (isNews) await notify(job, ports).catch(() => {}); // the ledger knows that it is still to be told
  return { job, look };
}

/** With one look more that found this missing: the same again is one entry. */
export function withWait(waits: readonly ClipWait[], wait: Omit<ClipWait, 'count' | 'firstAt'>): ClipWait[] {
  const last = waits.at(-1);
  const isSame = last?.messageId === wait.messageId && last.missing === wait.missing;
  if (!last || !isSame) return [...waits, { ...wait, count: 1, firstAt: wait.lastAt }];
  return [...waits.slice(0, -1), { ...last, ...wait, count: last.count + 1 }];
}

function lookOf(
  seen: Job | null,
  { outcome, startedAt, messageId }: { outcome: string; startedAt: Date; messageId: string },
  { settings, ports }: Pick<Worker, 'settings' | 'ports'>,
): Attempt {
  const begun = beginAttempt(seen, messageId, settings).map(one => ({
    ...one,
    ...(one.endedAt === undefined && { startedAt: startedAt.toISOString() }),
  }));
  const encoding = new Stopwatch();
  const ended = endAttemptHere({ attempts: begun }, outcome, { encoding, meter: ports.meter }, settings);
  return ended.at(-1) as Attempt;
}

/** Looks for one message add up to one attempt; there may be hundreds. */
function withLook(seen: Job | null, look: Attempt, settings: Worker['settings']): Attempt[] {
  const before = beginAttempt(seen, look.messageId, settings).slice(0, -1);
  const last = before.at(-1);
  if (last?.outcome !== PENDING || last.messageId !== look.messageId) return [...before, look];
  return [...before.slice(0, -1), sumOf(last, look)];
}

function sumOf(a: Attempt, b: Attempt): Attempt {
  const sum = (field: 'seconds' | 'billedSeconds') =>
    Math.round(((a[field] ?? 0) + (b[field] ?? 0)) * 1_000) / 1_000;
  const usd = (field: 'usd' | 'requestsUsd') => roundedUsd((a[field] ?? 0) + (b[field] ?? 0));
  return {
    ...b,
    ...{ number: a.number, startedAt: a.startedAt, seconds: sum('seconds') },
    ...{ billedSeconds: sum('billedSeconds'), usd: usd('usd'), requestsUsd: usd('requestsUsd') },
  };
}
