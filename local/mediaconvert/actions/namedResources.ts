import { arn } from '../../../emulator/index.ts';
import type { StoredJob } from '../job/storedJob.ts';
import type { MediaConvertStore } from '../mediaConvertStore.ts';
import { ServiceError } from '../reply.ts';

/** @throws {ServiceError} NotFoundException when there is no such job. */
export function jobNamed(store: MediaConvertStore, id: string): StoredJob {
  const job = store.jobs.get(id);
  if (!job) throw new ServiceError('NotFoundException', `The job ${id} was not found.`);
  return job;
}

/**
 * A queue's ARN by its name or ARN. Every account has one queue, Default; locally there is no other.
 * @throws {ServiceError} NotFoundException for any other queue.
 */
export function queueNamed(nameOrArn: string): string {
  const defaultQueue = arn('mediaconvert', 'queues/Default');
  if (nameOrArn === 'Default' || nameOrArn === defaultQueue) return defaultQueue;
  throw new ServiceError(
    'NotFoundException',
    `The queue ${nameOrArn} was not found; the local MediaConvert has only ${defaultQueue}.`,
  );
}
