import { createHash } from 'node:crypto';
import { NO_PRESET } from '../../contract/job.ts';
import { indexedBy } from '../../contract/ledgerTable.ts';
import type { Failure } from '../../failures/failure.ts';
import type { NewJob, RejectedJob } from '../ports/ledger.ts';

/** What is put down of a message that never became a job, so that its dead letter has a diagnosis. */
export interface Rejection extends Omit<NewJob, 'jobId' | 'presetHash'> {
  failure: Failure;
}

/** A message that never became a job, in the form of one: it is found by source, state and time as any other. */
export function rejectedJob({ source, rendition, message, ...rest }: Rejection): RejectedJob {
  const now = new Date().toISOString();
  return {
    ...rest,
    source,
    rendition,
    message,
    jobId: createHash('sha256').update(`${rendition} ${message.id}`).digest('hex').slice(0, 32),
    ...indexedBy(source, now),
    ...(!source.key && { sourceId: `message/${message.id}` }),
    presetHash: NO_PRESET,
    untold: 'yes',
    state: 'failed',
    attempts: [],
    createdAt: now,
    updatedAt: now,
  };
}
