import { describeAttempt } from './attempt.ts';
import type { Job } from './job.ts';
import type { Prepared } from './kinds/prepared.ts';
import type { JobChange } from './ports.ts';
import { stagingKey } from './stagingKey.ts';
import { statusOf } from './statusOf.ts';
import type { Worker } from './worker.ts';

/** Marks fanreel's own jobs among all of an account's, for the EventBridge rule. */
export const JOB_MARK = 'fanreel.job/1';

/** Hands the job to MediaConvert; its events bring it to an end (finishManagedJob.ts). */
export async function submitManaged(
  managed: Extract<Prepared['managed'], { can: true }>,
  job: Job,
  owner: string,
  worker: Worker,
): Promise<'submitted'> {
  const number = job.attempts.length;
  const staged = `s3://${job.outputBucket}/${stagingKey(job.jobId, number)}`;
  const managedJobId = await worker.encoder.submit({
    token: `${job.jobId}-${number}`,
    settings: managed.settings({
      input: `s3://${job.source.bucket}/${job.source.key}`,
      destination: staged,
    }),
    userMetadata: { fanreel: JOB_MARK, jobId: job.jobId, attempt: String(number), rendition: job.rendition },
  });
  const submitted: JobChange = {
    state: 'submitted',
    progress: 0,
    attempts: describeAttempt(job, { managedJobId }),
  };
  await worker.ledger.record(job.jobId, owner, submitted, true);
  await worker.statuses.publish(statusOf({ ...job, ...submitted }));
  return 'submitted';
}
