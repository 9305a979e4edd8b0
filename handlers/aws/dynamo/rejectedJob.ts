import { createHash } from 'node:crypto';
import type { FailedJob } from '../../../contract/job.ts';
import { indexedBy } from '../../../contract/ledgerTable.ts';
import type { Rejection } from '../../../pipeline/ports/ledger.ts';

/** A message that never became a job, in the form of one: it is found by source, state and time as any other. */
export function rejectedJob({
  source,
  rendition,
  message,
  ...rest
}: Rejection): Omit<FailedJob, 'expiresAt'> {
  const now = new Date().toISOString();
  return {
    ...rest,
    source,
    rendition,
    message,
    jobId: createHash('sha256').update(`${rendition} ${message.id}`).digest('hex').slice(0, 32),
    ...indexedBy(source, now),
    ...(!source.key && { sourceId: `message/${message.id}` }),
    presetHash: '',
    state: 'failed',
    attempts: [],
    createdAt: now,
    updatedAt: now,
  };
}
