import { queueArn } from '../arns.ts';
import { ServiceError } from '../serviceError.ts';

/**
 * A queue's ARN by its name or ARN. Every account has one queue, Default; locally there is no other.
 * @throws {ServiceError} NotFoundException for any other queue.
 */
export function queueNamed(nameOrArn: string): string {
  const arn = queueArn('Default');
  if (nameOrArn === 'Default' || nameOrArn === arn) return arn;
  throw new ServiceError(
    'NotFoundException',
    `The queue ${nameOrArn} was not found; the local MediaConvert has only ${arn}.`,
  );
}
