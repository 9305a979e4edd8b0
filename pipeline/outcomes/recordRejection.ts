import type { ClipStory } from '../../contract/clips/clipStory.ts';
import type { Failure } from '../../failures/failure.ts';
import { notify } from '../notify/notify.ts';
import { statusOf } from '../notify/statusOf.ts';
import type { Ports } from '../ports/ports.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Settings } from '../worker/settings.ts';
import type { Rendition } from '../worker/worker.ts';
import { rejectedJob } from './rejectedJob.ts';
import { willComeAgain } from './retry.ts';

/** What a message that never became a job failed with, and where. */
export interface Rejected {
  request: SourceRequest | undefined;
  /** Of one that asked for a clip. */
  clip?: ClipStory | undefined;
  failure: Failure;
  received: QueueMessage;
}

/** Gives a dead letter without a job an item of its own in the ledger, so that its reason can be read. */
export async function recordRejection(
  { request, clip, failure, received }: Rejected,
  { name, queueUrl, outputBucket, inputBucket }: Rendition,
  settings: Pick<Settings, 'maxReceiveCount'>,
  { ledger, statuses }: Pick<Ports, 'ledger' | 'statuses'>,
): Promise<void> {
  if (willComeAgain(failure, received, settings)) return;
  const { message } = received;
  const { bucket = inputBucket, key = '', version = '' } = request ?? {};
  const source = { bucket, key, version, sizeBytes: 0 };
  const job = rejectedJob({
    ...{ source, rendition: name, message, queueUrl, outputBucket, failure },
    ...(clip && { clip }),
  });
  const isNew = await ledger.reject(job).catch(() => null);
  if (isNew) await notify(job, { ledger, statuses }).catch(() => {}); // the ledger knows that it is still to be told
  // Without the ledger nobody else will.
  const isLost = isNew === null && received.receiveCount === 1;
  if (isLost) await statuses.publish(statusOf(job)).catch(() => {});
}
