import { ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import type { Job } from '../../../contract/job.ts';
import { readManagedMetadata } from '../../../contract/messages/managedEvent.ts';
import type { FaultStack } from '../stack/faultStack.ts';

/** Jobs that have not come to an end. */
export function unsettled(jobs: Job[]): string[] {
  const open = jobs.filter(({ state }) => ['queued', 'running', 'submitted', 'pending'].includes(state));
  return open.map(job => `${job.source.key} ${job.rendition}: still ${job.state} at rest`);
}

/** Attempts without an end or a price, and jobs that MediaConvert made without the ledger's knowing. */
export async function uncounted(jobs: Job[], stack: FaultStack): Promise<string[]> {
  const unpriced = jobs.flatMap(job =>
    job.attempts
      .filter(
        ({ endedAt, billedSeconds, usd }) => !endedAt || billedSeconds === undefined || usd === undefined,
      )
      .map(attempt => `${job.source.key} ${job.rendition}: attempt ${attempt.number} has no end or no price`),
  );
  const known = new Set(jobs.flatMap(job => job.attempts.map(({ managedJobId }) => managedJobId)));
  const unknown = [...(await managedJobs(stack))].flatMap(([jobId, ids]) =>
    ids.filter(id => !known.has(id)).map(id => `MediaConvert job ${id} of ${jobId} is in no attempt`),
  );
  return [...unpriced, ...unknown];
}

/** The jobs that MediaConvert ended well, and so billed, by the job of ours. */
async function managedJobs({ mediaConvert }: FaultStack): Promise<Map<string, string[]>> {
  const byJob = new Map<string, string[]>();
  let NextToken: string | undefined;
  do {
    const page = await mediaConvert.send(
      new ListJobsCommand({ Status: 'COMPLETE', MaxResults: 20, ...(NextToken && { NextToken }) }),
    );
    for (const { Id = '', UserMetadata } of page.Jobs ?? []) {
      const { jobId = '' } = readManagedMetadata(UserMetadata) ?? {};
      byJob.set(jobId, [...(byJob.get(jobId) ?? []), Id]);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return byJob;
}
