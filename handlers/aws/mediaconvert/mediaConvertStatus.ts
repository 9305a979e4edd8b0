import { GetJobCommand, type MediaConvertClient, NotFoundException } from '@aws-sdk/client-mediaconvert';
import type { SweepPorts } from '../../../pipeline/sweep/sweep.ts';

/** Asks MediaConvert how one of its jobs stands. */
export function mediaConvertStatus(client: MediaConvertClient): SweepPorts['managed'] {
  return {
    ask: async managedJobId => {
      try {
        const { Job } = await client.send(new GetJobCommand({ Id: managedJobId }));
        return {
          status: Job?.Status ?? 'SUBMITTED',
          ...(Job?.ErrorCode === undefined ? {} : { errorCode: Job.ErrorCode }),
          ...(Job?.ErrorMessage === undefined ? {} : { errorMessage: Job.ErrorMessage }),
        };
      } catch (error) {
        if (error instanceof NotFoundException) return null;
        throw error;
      }
    },
  };
}
