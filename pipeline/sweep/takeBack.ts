import type { Job } from '../../contract/job.ts';
import type { JobRecords } from '../reconcile/reconcilePorts.ts';

/** The queues that containers take jobs from. */
export interface LongQueues {
  /** Nothing lies in it, waits, or is in somebody's hands; true of one that is not there any more. */
  isEmpty(queueUrl: string): Promise<boolean>;
}

/**
 * Has jobs asked for again that were handed on to containers long ago, and whose messages are gone: it was purged, or with its queue
 * deleted, or lies in the DLQ. One whose queue still has messages may have its own among them, however long it waits. Each queue is
 * looked at once.
 */
export function takingBack(
  queues: LongQueues,
  records: Pick<JobRecords, 'takeBack'>,
): (job: Job) => Promise<void> {
  const looked = new Map<string, Promise<boolean>>();
  return async job => {
    const { queueUrl } = job;
    const look = looked.get(queueUrl) ?? queues.isEmpty(queueUrl);
    looked.set(queueUrl, look);
    if (await look) await records.takeBack(job);
  };
}
