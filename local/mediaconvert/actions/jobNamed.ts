import type { MediaConvertStore } from '../mediaConvertStore.ts';
import { ServiceError } from '../serviceError.ts';
import type { StoredJob } from '../storedJob.ts';

/** @throws {ServiceError} NotFoundException when there is no such job. */
export function jobNamed(store: MediaConvertStore, id: string): StoredJob {
  const job = store.jobs.get(id);
  if (!job) throw new ServiceError('NotFoundException', `The job ${id} was not found.`);
  return job;
}
