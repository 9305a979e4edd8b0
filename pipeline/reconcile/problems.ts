import { asFailure, type Failure } from '../../failures/failure.ts';

/** What one source or one job could not be looked at for; the rest was. */
export interface Problem {
  key: string;
  failure: Failure;
}

/** More than these are not the fault of single sources. */
const MAX_PROBLEMS = 100;

/** Keeps the problem with one source from the others: one that can never be read would stand before them for good. */
export class Problems {
  readonly met: Problem[] = [];

  /** Null where `look` failed, which is noted. @throws what `look` threw when it has failed too often. */
  async noting<T>(key: string, look: () => Promise<T>): Promise<T | null> {
    try {
      return await look();
    } catch (error) {
      if (this.met.length === MAX_PROBLEMS) throw error;
      this.met.push({ key, failure: asFailure(error) });
      return null;
    }
  }
}
