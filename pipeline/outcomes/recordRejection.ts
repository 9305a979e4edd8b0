import type { Failure } from '../../failures/failure.ts';
import type { Ports } from '../ports/ports.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';
import type { Delivery } from '../worker/delivery.ts';
import type { Settings } from '../worker/settings.ts';
import type { Rendition } from '../worker/worker.ts';
import { willComeAgain } from './retry.ts';

/** What a message that never became a job failed with, and where. */
export interface Rejected {
  request: SourceRequest | undefined;
  failure: Failure;
  delivery: Delivery;
}

/** Gives a dead letter without a job an item of its own in the ledger, so that its reason can be read. */
export async function recordRejection(
  { request, failure, delivery }: Rejected,
  { name, queueUrl, outputBucket, inputBucket }: Rendition,
  settings: Pick<Settings, 'maxReceiveCount'>,
  { ledger, statuses }: Pick<Ports, 'ledger' | 'statuses'>,
): Promise<void> {
  if (willComeAgain(failure, delivery, settings)) return;
  const { message } = delivery;
  const { bucket = inputBucket, key = '', version = '' } = request ?? {};
  const source = { bucket, key, version, sizeBytes: 0 };
  const rejection = { source, rendition: name, message, queueUrl, outputBucket, failure };
  const isNew = await ledger.reject(rejection).catch(() => delivery.receiveCount === 1);
  if (!isNew) return;
  const news = { rendition: name, state: 'failed' as const, messageId: message.id, failure };
  await statuses.publish({ ...news, ...(request && { source }) }).catch(() => {});
}
