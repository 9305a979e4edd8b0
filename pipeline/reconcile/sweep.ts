import { type Finished, type FinishPorts, finishManagedJob } from '../finishManagedJob.ts';
import type { Job } from '../job.ts';
import type { ManagedEvent } from '../managedEvent.ts';
import { JOB_MARK } from '../submitManaged.ts';
import { tell } from '../tell.ts';
import type { Receipts } from './reconcilePorts.ts';

/** What MediaConvert says of a job when it is asked. */
export interface ManagedStatus {
  status: 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'ERROR' | 'CANCELED';
  errorCode?: number;
  errorMessage?: string;
}

export interface SweepPorts extends FinishPorts {
  receipts: Receipts;
  managed: {
    /** Null where MediaConvert does not know the job (any more). */
    ask(managedJobId: string): Promise<ManagedStatus | null>;
  };
}

/** The end of an attempt that a worker could not tell is told by its successor, or after so long by the sweep. */
const UNTOLD_MS = 60_000;

/** MediaConvert's code for an error of its own, which may pass: what it forgot is submitted once more. */
const UNKNOWN_ERROR = 1999;

/**
 * Ends managed jobs whose events never came, by asking MediaConvert for each without news for so long, and tells ends
 * that were never told. Returns what the managed jobs came to.
 */
export async function sweep(ports: SweepPorts, overdueMs: number): Promise<Finished[]> {
  const finished: Finished[] = [];
  for await (const job of ports.receipts.inState('submitted', new Date(Date.now() - overdueMs))) {
    const event = await eventOf(job, ports);
    if (event) finished.push(await finishManagedJob(event, ports));
  }
  for await (const job of ports.receipts.untold(new Date(Date.now() - UNTOLD_MS))) await tell(job, ports);
  return finished;
}

/** The event that should have come; null where there is no news. */
async function eventOf(job: Job, { managed }: SweepPorts): Promise<ManagedEvent | null> {
  const last = job.attempts.at(-1);
  if (!last?.managedJobId) return null;
  const answer = (await managed.ask(last.managedJobId)) ?? {
    status: 'ERROR' as const,
    errorCode: UNKNOWN_ERROR,
    errorMessage: 'MediaConvert knows nothing of it',
  };
  return {
    ...answer,
    jobId: last.managedJobId,
    userMetadata: { fanreel: JOB_MARK, jobId: job.jobId, attempt: last.managedAttempt ?? last.number },
  };
}
