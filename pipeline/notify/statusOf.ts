import { resultOfClip } from '../../contract/clips/resultOfClip.ts';
import { isRejected, type Job } from '../../contract/job.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import type { News } from '../../contract/messages/status.ts';
import { roundedUsd } from '../../prices/cost.ts';
import { toldId } from './toldId.ts';

/** What the status topic tells of a job. */
export function statusOf(job: Job): News {
  const { bucket, key, version, wishes, wishFailure } = job.source;
  const clip = clipOf(job);
  return {
    id: idOf(job, clip),
    rendition: job.rendition,
    state: job.state,
    ...(!isRejected(job) && { jobId: job.jobId, attempt: job.attempts.length }),
    ...(key !== '' && { source: { bucket, key, version } }),
    messageId: job.message.id,
    ...pick(job, ['engine', 'reason', 'predictedSeconds', 'progress', 'output', 'warnings', 'failure']),
    ...pick(job, ['dropped', 'held']),
    ...clip,
    timings: timingsOf(job),
    ...costOf(job),
    ...(wishes && { wishes }),
    ...(wishFailure && { wishFailure }),
  };
}

function pick<K extends keyof Job>(job: Job, names: K[]): Partial<Pick<Job, K>> {
  const known = names.filter(name => job[name] !== undefined).map(name => [name, job[name]]);
  return Object.fromEntries(known) as Partial<Pick<Job, K>>;
}

function clipOf(job: Job): Pick<News, 'clip'> {
  const { clip } = job;
  const result = clip && resultOfClip({ ...job, clip });
  return result ? { clip: result } : {};
}

/**
 * Of what whoever ended the job knows as well as whoever reads it of the ledger: the sweep tells an end under the same id. Wishes
 * that are changed and changed back are told each time.
 */
function idOf(job: Job, clip: Pick<News, 'clip'>): string {
  const { jobId, createdAt, attempts, state, progress, output, failure, dropped, held } = job;
  const { source, wishedAt } = job;
  return toldId(
    ...[jobId, createdAt, attempts.length, state, isUnderWay(job) ? progress : undefined],
    ...[output?.eTag, failure?.code, dropped?.at, held?.at, clip],
    ...[source.wishes, source.wishFailure, wishedAt],
  );
}

function timingsOf({ createdAt, attempts }: Job): News['timings'] {
  const last = attempts.at(-1);
  if (!last) return { createdAt };
  const { startedAt, endedAt, seconds, encodeSeconds } = last;
  return {
    ...{ createdAt, startedAt },
    ...(endedAt !== undefined && { endedAt }),
    ...(seconds !== undefined && { seconds }),
    ...(encodeSeconds !== undefined && { encodeSeconds }),
  };
}

/** Absent where no attempt has ended yet, or older versions made them all. */
function costOf({ attempts }: Job): Pick<News, 'cost'> {
  const paid = attempts.filter(({ usd }) => usd !== undefined);
  if (paid.length === 0) return {};
  const sum = (of: 'usd' | 'requestsUsd') => roundedUsd(paid.reduce((usd, one) => usd + (one[of] ?? 0), 0));
  const isCounted = paid.some(({ requestsUsd }) => requestsUsd !== undefined);
  return { cost: { usd: sum('usd'), ...(isCounted && { requestsUsd: sum('requestsUsd') }) } };
}
