import { diskFull } from '../diskFull.ts';
import { AwsError } from './awsError.ts';

/** Whatever an action threw, as something to answer. A bug of ours is a 500 and says where, so that it is found. */
export function toAwsError(thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  const full = diskFull(thrown);
  if (full) return new AwsError({ code: 'ServiceUnavailable', message: full, status: 503 });
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new AwsError({ code: 'InternalFailure', message: text, status: 500 });
}
