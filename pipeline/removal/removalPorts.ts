import type { Job } from '../../contract/job.ts';
import type { Pruned } from '../../contract/ledger/pruned.ts';
import type { Removal } from '../../contract/ledger/removal.ts';
import type { Outputs } from '../ports/outputs.ts';
import type { Sources } from '../ports/sources.ts';
import type { JobRecords, Listings, RequestPublisher } from '../reconcile/reconcilePorts.ts';

/** Sources that were deleted, and whose outputs are to follow; every write is conditional. */
export interface Removals {
  /** Of two for the same source the later one stays. */
  note(removal: Removal): Promise<void>;
  /** Those whose time has come, the longest due first. */
  due(now: Date): AsyncIterable<Removal>;
  /** It was carried out, or has come to nothing; one that was noted anew meanwhile stays. */
  done(removal: Removal): Promise<void>;
  /** A complete job's output was deleted on purpose. */
  markPruned(job: Pick<Job, 'jobId'>, pruned: Pruned): Promise<void>;
}

export interface RemovalPorts {
  removals: Removals;
  sources: Pick<Sources, 'describe'>;
  outputs: Pick<Outputs, 'describe' | 'removeExactly'>;
  listings: Listings;
  records: Pick<JobRecords, 'ofSource'>;
  requests: RequestPublisher;
}
