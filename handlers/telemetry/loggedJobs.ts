import type { Ledger } from '../../pipeline/ports/ledger.ts';
import { aboutJob, logger } from './logging.ts';

/**
 * The ledger, of which each job that is read or taken is named in the log from then on. A line tells that it was
 * taken: the only trace there of a worker that dies at work.
 */
export function loggedJobs(ledger: Ledger): Ledger {
  return {
    ...ledger,
    async get(jobId) {
      const job = await ledger.get(jobId);
      if (job) logger.appendKeys({ ...aboutJob(job) });
      return job;
    },
    async claim(job, seen, owner) {
      const claimed = await ledger.claim(job, seen, owner);
      if (claimed) {
        logger.appendKeys({ ...aboutJob(claimed) });
        logger.info(`Attempt ${claimed.attempts.length} begins.`);
      }
      return claimed;
    },
  };
}
