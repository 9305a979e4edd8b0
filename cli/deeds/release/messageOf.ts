import type { OriginalMessage } from '../../../contract/job.ts';
import { writeRequest } from '../../../contract/messages/request.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';

/** The message that asked for a job; of one that had none, one that asks for it by name. */
export function messageOf({ message, source }: Pick<LedgerJob, 'message' | 'source'>): OriginalMessage {
  const {
    id = 'release',
    body = writeRequest({ source: { bucket: source.bucket, key: source.key } }),
    attributes = {},
  } = message ?? {};
  return { id, body, attributes };
}
