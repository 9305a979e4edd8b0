import { LostLease } from '../ports/lostLease.ts';
import { SourceGone } from './sourceGone.ts';
import { Superseded } from './superseded.ts';

/** What a look may find that leaves nothing to work for. */
const ENDS_WORK = [LostLease, SourceGone, Superseded];

/** Ends work where a look finds that it is for nothing. */
export class WorkStop {
  readonly #stop = new AbortController();

  /** Aborts, with the reason, when there is nothing to work for any more. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Ends it at once, for this reason. */
  end(reason: Error): void {
    this.#stop.abort(reason);
  }

  /** A throttled or lost request says nothing. */
  on(look: Promise<void>): void {
    look.catch(error => ENDS_WORK.some(found => error instanceof found) && this.#stop.abort(error));
  }
}
