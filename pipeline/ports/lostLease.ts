import { WorkError } from '../../failures/workError.ts';

/** Somebody else has the job now. */
export class LostLease extends WorkError {
  constructor(jobId: string) {
    super('lost-lease', { message: `Another worker has taken job ${jobId} over.` });
  }
}
