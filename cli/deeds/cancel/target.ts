import type { Source } from '../../../contract/job.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { NewJob } from '../../../pipeline/ports/ledger.ts';

/** One rendition of one source that may have to be stopped. */
export interface Target {
  key: string;
  rendition: string;
  jobId: string;
  /** As the ledger's indexes have it; absent where they have nothing. */
  job?: LedgerJob;
  /** Where nobody has begun it. */
  unbegun?: NewJob;
}

/** A source by its key: as it is in the bucket now, and what the ledger has of it. */
export interface Known {
  key: string;
  source: Source | null;
  jobs: LedgerJob[];
}
