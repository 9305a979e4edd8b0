import { type Job, type MediaConvertClient, paginateListJobs } from '@aws-sdk/client-mediaconvert';
import { readManagedMetadata } from '../../../contract/messages/managedEvent.ts';
import type { FoundManagedJob } from '../../../pipeline/ports/managedEncoder.ts';

/** The newest job in a queue, submitted since then, that `isIt`. */
export async function findJob(
  client: MediaConvertClient,
  since: Date,
  queueArn: string,
  isIt: (job: Job) => boolean,
): Promise<FoundManagedJob | null> {
  // Newest first, so that the search ends at the first one that is too old.
  const pages = paginateListJobs({ client }, { Queue: queueArn, Order: 'DESCENDING', MaxResults: 20 });
  for await (const { Jobs = [] } of pages) {
    const found = Jobs.find(isIt);
    if (found?.Id) {
      const { attempt = 0 } = readManagedMetadata(found.UserMetadata) ?? {};
      return { managedJobId: found.Id, attempt, complete: found.Status === 'COMPLETE' };
    }
    if (Jobs.some(({ CreatedAt }) => CreatedAt && CreatedAt < since)) return null;
  }
  return null;
}
