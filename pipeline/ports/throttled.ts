import { WorkError } from '../../failures/workError.ts';

/** The managed encoder takes no more for now: it has not taken this job. */
export class Throttled extends WorkError {
  constructor(cause: Error) {
    super('throttled', { message: cause.message, cause });
  }
}
