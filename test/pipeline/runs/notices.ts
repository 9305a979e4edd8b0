import type { JobItem } from '../../../contract/job.ts';
import { readStatus, type Status, writeStatus } from '../../../contract/messages/status.ts';
import { statusOf } from '../../../pipeline/notify/statusOf.ts';
import type { SourceNews } from '../../../pipeline/ports/statuses.ts';
import { noteEnd } from '../../../pipeline/runs/noteEnd.ts';
import type { SourceRuns } from '../../../pipeline/runs/sourceRuns.ts';
import { tellWhole } from '../../../pipeline/runs/tellWhole.ts';
import { attempt, job } from '../../handlers/support/jobs.ts';

/** What is told of a job of `a.mp4` in this state, as it was at its time of 2026-11-20, and read of the queue. */
export function notice(rendition: string, at: string, more: Partial<JobItem> = {}): Status {
  const told = statusOf(job({ rendition, jobId: `job-${rendition}`, ...more }));
  return readStatus(writeStatus(told, new Date(`2026-11-20T${at}Z`))) as Status;
}

export const FAILURE = {
  class: 'input',
  code: 'no-video',
  message: 'No.',
  detail: 'ffmpeg said so',
} as const;

/** A job that failed in its first attempt. */
export const FAILED: Partial<JobItem> = {
  ...{ state: 'failed', output: undefined, failure: FAILURE },
  attempts: [attempt({ outcome: 'no-video' })],
};

/** A second attempt, a minute after the first. */
export const AGAIN = attempt({
  ...{ number: 2, startedAt: '2026-11-20T10:01:10.000Z', endedAt: '2026-11-20T10:01:30.000Z' },
});

/** Does with a notice what its function does; which source events it told. */
export async function take(status: Status, ofUploads: string[], runs: SourceRuns): Promise<SourceNews[]> {
  const told: SourceNews[] = [];
  const noted = await noteEnd(status, ofUploads, runs);
  const sourceEvents = { publish: async (news: SourceNews) => void told.push(news) };
  if (noted) await tellWhole(noted, ofUploads, { runs, sourceEvents });
  return told;
}
