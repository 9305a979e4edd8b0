import type { DatabaseSync } from 'node:sqlite';

/**
 * How safe a commit is from a power cut (a killed process loses none). FULL has it on the disk before it is answered:
 * for what was sent, which nobody else has. NORMAL may forget the last moments, never a part of a transaction: for
 * receives, deletes and moves, after which a message merely comes again, as SQS allows at any time. It saves an fsync,
 * and with it (measured while encodes write) 3 to 7 ms in which the whole runtime would wait.
 */
export type Safety = 'FULL' | 'NORMAL';

/** Runs work all or nothing, and tells the world only about what is on disk. */
export class Transactions {
  readonly #db: DatabaseSync;
  #safety: Safety = 'FULL';
  #afterCommit: (() => void)[] = [];

  constructor(db: DatabaseSync) {
    this.#db = db;
    db.exec(`PRAGMA synchronous = ${this.#safety}`);
  }

  /** Joins the transaction that is open, else opens one and commits it; what `work` throws rolls it back. */
  run<T>(safety: Safety, work: () => T): T {
    if (this.#db.isTransaction) return work();
    this.#use(safety);
    this.#db.exec('BEGIN IMMEDIATE');
    let result: T;
    try {
      result = work();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#afterCommit = [];
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
    this.#announce();
    return result;
  }

  /** Calls `announce` once the open transaction is on disk, and never if it is rolled back. */
  afterCommit(announce: () => void): void {
    this.#afterCommit.push(announce);
  }

  #use(safety: Safety): void {
    if (this.#safety !== safety) this.#db.exec(`PRAGMA synchronous = ${safety}`);
    this.#safety = safety;
  }

  /** Tells everything, even past a listener that throws: a wake-up that is lost would leave a message lying. */
  #announce(): void {
    const due = this.#afterCommit;
    this.#afterCommit = [];
    const errors: unknown[] = [];
    for (const announce of due) {
      try {
        announce();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
