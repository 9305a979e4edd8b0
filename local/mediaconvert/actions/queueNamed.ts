import { arn } from '../../../emulator/index.ts';
import { ServiceError } from '../serviceError.ts';

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
