import {
  CreateJobCommand,
  type MediaConvertClient,
  MediaConvertServiceException,
  TooManyRequestsException,
} from '@aws-sdk/client-mediaconvert';
import { WorkError } from '../../../failures/workError.ts';
import type { ManagedJob } from '../../../pipeline/ports/managedEncoder.ts';
import { REPORT_SECONDS, Throttled } from '../../../pipeline/ports/managedEncoder.ts';

export interface SubmitTarget {
  roleArn: string;
  queueArn: string;
}

/**
 * Submits a job and returns MediaConvert's id of it.
 * @throws {Throttled}; {WorkError} mediaconvert-refused, submit-unknown where there may be a job all the same.
 */
export async function submitJob(
  client: MediaConvertClient,
  { token, settings, priority, userMetadata }: ManagedJob,
  { roleArn, queueArn }: SubmitTarget,
): Promise<string> {
  const command = new CreateJobCommand({
    Role: roleArn,
    Queue: queueArn,
    ClientRequestToken: token,
    Settings: settings,
    Priority: priority,
    UserMetadata: userMetadata,
    // Acceleration bills the professional tier.
    AccelerationSettings: { Mode: 'DISABLED' },
    StatusUpdateInterval: `SECONDS_${REPORT_SECONDS}`,
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
  if (error instanceof TooManyRequestsException) return new Throttled(error);
  if (!(error instanceof MediaConvertServiceException) || error.$fault !== 'client') return error;
  const message = `MediaConvert takes no such job: ${error.message}`;
  return new WorkError('mediaconvert-refused', { message, cause: error });
}
