import { isFinished } from '../job/storedJob.ts';
import type { MediaConvertStore } from '../mediaConvertStore.ts';
import { type Reply, ServiceError } from '../reply.ts';
import { jobNamed } from './namedResources.ts';

/** DELETE /jobs/{id}. The service answers 202 and cancels in its own time; locally the job is CANCELED by the answer. */
export async function cancelJob(store: MediaConvertStore, id: string): Promise<Reply> {
  const job = jobNamed(store, id);
  if (isFinished(job)) {
    throw new ServiceError('ConflictException', `The job ${id} is ${job.status} and cannot be canceled.`);
  }
  await store.cancel(job);
  return { status: 202, body: {} };
}
