import type { JobStateChange } from './job/jobStateChange.ts';
import type { JobTable } from './job/jobTable.ts';

interface Recipient {
  emit(event: JobStateChange): void | Promise<void>;
  /** `emit` refused the event, which is not sent again. AWS retries for a day and then drops it just so. */
  lost(event: JobStateChange, reason: unknown): void;
}

/** Sends the events that wait in the table, one by one, in the order in which they were written. */
export class EventOutbox {
  readonly #jobs: JobTable;
  readonly #recipient: Recipient;
  #open = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(jobs: JobTable, recipient: Recipient) {
    this.#jobs = jobs;
    this.#recipient = recipient;
  }

  /** Until then events only wait. */
  open(): void {
    this.#open = true;
    this.send();
  }

  /** Resolves when no event is on its way any more. */
  close(): Promise<void> {
    this.#open = false;
    return this.#sending;
  }

  /** Call it after an event was written. */
  send(): void {
    this.#sending = this.#sending.then(async () => {
      for (let next = this.#next(); next; next = this.#next()) {
        try {
          await this.#recipient.emit(next.event);
        } catch (reason) {
          this.#recipient.lost(next.event, reason);
        }
        this.#jobs.removeEvent(next.seq);
      }
    });
  }

  #next() {
    return this.#open ? this.#jobs.nextEvent() : null;
  }
}
