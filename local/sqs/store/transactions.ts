import type { DatabaseSync } from 'node:sqlite';

/** Runs work all or nothing, and tells the world only about what is on disk. */
export class Transactions {
  readonly #db: DatabaseSync;
  #afterCommit: (() => void)[] = [];

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Joins the transaction that is open, else opens one and commits it; what `work` throws rolls it back. */
  run<T>(work: () => T): T {
    if (this.#db.isTransaction) return work();
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
    const due = this.#afterCommit;
    this.#afterCommit = [];
    for (const announce of due) announce();
    return result;
  }

  /** Calls `announce` once the open transaction is on disk, and never if it is rolled back. */
  afterCommit(announce: () => void): void {
    this.#afterCommit.push(announce);
  }
}
