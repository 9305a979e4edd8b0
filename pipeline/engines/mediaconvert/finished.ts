import type { Job } from '../../../contract/job.ts';
import type { JobResult } from '../../outcomes/outcome.ts';
import type { Ports } from '../../ports/ports.ts';

export type FinishPorts = Omit<Ports, 'encoder' | 'films' | 'pieceRequests' | 'daySums' | 'recordings'>;

/** What an event came to, and the job as it is then; `stale` ones tell of an attempt that is over. */
export interface Finished {
  result: Extract<
    JobResult,
    'complete' | 'failed' | 'queued' | 'superseded' | 'dropped' | 'progress' | 'stale'
  >;
  job: Job | null;
}
