import {
  CreateJobCommand,
  type Job,
  type MediaConvertClient,
  MediaConvertServiceException,
  paginateListJobs,
  TooManyRequestsException,
} from '@aws-sdk/client-mediaconvert';
import { readManagedMetadata } from '../../../contract/messages/managedEvent.ts';
import { WorkError } from '../../../failures/workError.ts';
import type { ManagedEncoder, ManagedJob, SubmittedJob } from '../../../pipeline/worker/ports.ts';
import type { Clients } from '../clients.ts';

/** MediaConvert over its API; endpoints are regional, so no DescribeEndpoints call is needed. */
export function mediaConvertEncoder(
  { mediaConvert: client, mediaConvertSubmit }: Pick<Clients, 'mediaConvert' | 'mediaConvertSubmit'>,
  options: { roleArn: string; queueArn: string },
): ManagedEncoder {
  return {
    submit: job => submit(mediaConvertSubmit, job, options),
    find: (jobId, attempts, since) =>
      find(client, since, options.queueArn, ({ Status, UserMetadata }) => {
        const made = readManagedMetadata(UserMetadata);
        const isOurs = made?.jobId === jobId && attempts.includes(made.attempt);
        // One that failed is told by its event, or looked up by the sweep; it is no reason not to try again.
        return isOurs && Status !== 'ERROR' && Status !== 'CANCELED';
      }),
  };
}

async function submit(
  client: MediaConvertClient,
  { token, settings, userMetadata }: ManagedJob,
  { roleArn, queueArn }: { roleArn: string; queueArn: string },
): Promise<string> {
  const command = new CreateJobCommand({
    Role: roleArn,
    Queue: queueArn,
    ClientRequestToken: token,
    Settings: settings,
    UserMetadata: userMetadata,
    // Acceleration bills the professional tier.
    AccelerationSettings: { Mode: 'DISABLED' },
    StatusUpdateInterval: 'SECONDS_10',
  });
  try {
    const { Job } = await client.send(command);
    if (Job?.Id) return Job.Id;
  } catch (error) {
    throw refused(error);
  }
  throw new WorkError('submit-unknown');
}

/** A role that may not be passed, settings that it does not take: those do not get better by trying. */
function refused(error: unknown): unknown {
  if (error instanceof TooManyRequestsException)
    return new WorkError('throttled', { message: error.message, cause: error });
  if (!(error instanceof MediaConvertServiceException) || error.$fault !== 'client') return error;
  const message = `MediaConvert takes no such job: ${error.message}`;
  return new WorkError('mediaconvert-refused', { message, cause: error });
}

/** Newest first, so that the search ends at the first one that is too old. */
async function find(
  client: MediaConvertClient,
  since: Date,
  queueArn: string,
  isIt: (job: Job) => boolean,
): Promise<SubmittedJob | null> {
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
