import { resultOfClip } from '../../contract/clips/resultOfClip.ts';
import type { Job } from '../../contract/job.ts';
import type { News } from '../../contract/messages/status.ts';

/** What the status topic tells of a job. */
export function statusOf(job: Job): News {
  const { bucket, key, version } = job.source;
  return {
    rendition: job.rendition,
    state: job.state,
    jobId: job.jobId,
    source: { bucket, key, version },
    messageId: job.message.id,
    ...pick(job, ['engine', 'reason', 'predictedSeconds', 'progress', 'output', 'warnings', 'failure']),
    ...pick(job, ['dropped', 'held']),
    ...clipOf(job),
    attempt: job.attempts.length,
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
