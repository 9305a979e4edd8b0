import type { Job } from './job.ts';
import { JobError } from './jobError.ts';
import type { OutputAddress, Outputs, Replacing, Sources } from './ports.ts';

/**
 * Where a job's file goes, and which object it takes the place of. Looked up last, just before publishing: if the
 * source has been overwritten meanwhile, this output would be of yesterday's video.
 * @throws {JobError} transient/source-changed, so that the message comes again and meets the new source.
 */
export async function replacing(
  job: Job,
  file: { key: string; contentType: string },
  ports: { sources: Sources; outputs: Outputs },
): Promise<{ to: OutputAddress; over: Replacing }> {
  const { bucket, key, version } = job.source;
  const now = await ports.sources.describe(bucket, key);
  if (now?.version !== version) {
    throw new JobError({
      failureClass: 'transient',
      code: 'source-changed',
      message: `"${key}" was ${now ? 'overwritten' : 'deleted'} while it was encoded; this output is not published.`,
    });
  }
  const to: OutputAddress = {
    bucket: job.outputBucket,
    key: file.key,
    contentType: file.contentType,
    jobId: job.jobId,
    attempt: job.attempts.length,
    sourceVersion: version,
  };
  const stored = await ports.outputs.describe(to.bucket, to.key);
  return { to, over: stored && { eTag: stored.eTag } };
}
