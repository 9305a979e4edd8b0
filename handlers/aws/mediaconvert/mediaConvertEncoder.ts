import { readManagedMetadata } from '../../../contract/messages/managedEvent.ts';
import type { ManagedEncoder } from '../../../pipeline/ports/managedEncoder.ts';
import type { Clients } from '../clients.ts';
import { cancelManaged } from './cancelManaged.ts';
import { findJob } from './findJob.ts';
import { type SubmitTarget, submitJob } from './submitJob.ts';

/** MediaConvert over its API; endpoints are regional, so no DescribeEndpoints call is needed. */
export function mediaConvertEncoder(
  { mediaConvert: client, mediaConvertSubmit }: Pick<Clients, 'mediaConvert' | 'mediaConvertSubmit'>,
  options: SubmitTarget,
): ManagedEncoder {
  return {
    submit: job => submitJob(mediaConvertSubmit, job, options),
    cancel: managedJobId => cancelManaged(client, managedJobId),
    find: (jobId, attempts, since) =>
      findJob(client, since, options.queueArn, ({ Status, UserMetadata }) => {
        const made = readManagedMetadata(UserMetadata);
        const isOurs = made?.jobId === jobId && attempts.includes(made.attempt);
        // One that failed is told by its event, or looked up by the sweep; it is no reason not to try again.
        return isOurs && Status !== 'ERROR' && Status !== 'CANCELED';
      }),
  };
}
