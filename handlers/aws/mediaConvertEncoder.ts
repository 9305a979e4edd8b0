import { CreateJobCommand, type MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { JobError } from '../../pipeline/jobError.ts';
import type { ManagedEncoder } from '../../pipeline/ports.ts';

/** MediaConvert over its API; endpoints are regional, so no DescribeEndpoints call is needed. */
export function mediaConvertEncoder(
  client: MediaConvertClient,
  options: { roleArn: string; queueArn: string },
): ManagedEncoder {
  return {
    submit: async ({ token, settings, userMetadata }) => {
      const { Job } = await client.send(
        new CreateJobCommand({
          Role: options.roleArn,
          Queue: options.queueArn,
          ClientRequestToken: token,
          Settings: settings,
          UserMetadata: userMetadata,
          // Acceleration bills the professional tier.
          AccelerationSettings: { Mode: 'DISABLED' },
          StatusUpdateInterval: 'SECONDS_10',
        }),
      );
      if (Job?.Id) return Job.Id;
      throw new JobError({
        failureClass: 'transient',
        code: 'submit-unknown',
        message: 'MediaConvert accepted a job without naming it.',
      });
    },
  };
}
