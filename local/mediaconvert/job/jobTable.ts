import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { JobStateChange } from './jobStateChange.ts';
import type { JobStatus, StoredJob } from './storedJob.ts';

/** What ListJobs asks for. `after` is the last job of the page before. */
export interface JobQuery {
  status?: JobStatus;
  /** ARN. */
  queue?: string;
  order: 'ASCENDING' | 'DESCENDING';
  limit: number;
  after?: string;
}

/**
 * The jobs, and the events about them that are still to be delivered, in one SQLite file. A change and its event are
 * written together, so that a process that dies in between loses neither.
 */
export class JobTable {
  readonly #db: DatabaseSync;

  /** @param path the file, or `:memory:` */
  constructor(path: string) {
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    // FULL: a job that CreateJob has answered for must not be lost, even to a power cut.
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS jobs (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        token TEXT,
        submittedAt INTEGER NOT NULL,
        status TEXT NOT NULL,
        queue TEXT NOT NULL,
        priority INTEGER NOT NULL,
        job TEXT NOT NULL
      );
      CREATE INDEX IF NOT EXISTS jobsByToken ON jobs (token);
      CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
    `);
  }

  insert(job: StoredJob): void {
    this.#db
      .prepare(
        'INSERT INTO jobs (id, token, submittedAt, status, queue, priority, job) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        job.id,
        job.clientRequestToken ?? null,
        job.submittedAt,
        job.status,
        job.queue,
        job.priority,
        JSON.stringify(job),
      );
  }

  /** Writes the job as it now is, and the event that tells of it. */
  update(job: StoredJob, event?: JobStateChange): void {
    this.#db.exec('BEGIN');
    this.#db
      .prepare('UPDATE jobs SET status = ?, job = ? WHERE id = ?')
      .run(job.status, JSON.stringify(job), job.id);
    if (event) this.#db.prepare('INSERT INTO events (event) VALUES (?)').run(JSON.stringify(event));
    this.#db.exec('COMMIT');
  }

  get(id: string): StoredJob | null {
    return this.#jobs('WHERE id = ?', id)[0] ?? null;
  }

  /** The newest job with that token since that time (ms). */
  byToken(token: string, since: number): StoredJob | null {
    return (
      this.#jobs('WHERE token = ? AND submittedAt > ? ORDER BY seq DESC LIMIT 1', token, since)[0] ?? null
    );
  }

  list({ status, queue, order, limit, after }: JobQuery): StoredJob[] {
    const where = ['1'];
    const values: SQLInputValue[] = [];
    const only = (condition: string, value: string | undefined) => {
      if (value === undefined) return;
      where.push(condition);
      values.push(value);
    };
    only('status = ?', status);
    only('queue = ?', queue);
    only(`seq ${order === 'ASCENDING' ? '>' : '<'} (SELECT seq FROM jobs WHERE id = ?)`, after);
    const direction = order === 'ASCENDING' ? 'ASC' : 'DESC';
    return this.#jobs(`WHERE ${where.join(' AND ')} ORDER BY seq ${direction} LIMIT ?`, ...values, limit);
  }

  count(status: JobStatus): number {
    const row = this.#db.prepare('SELECT count(*) AS n FROM jobs WHERE status = ?').get(status);
    return Number(row?.n);
  }

  /** Jobs of that status in the order of work: priority, then age. */
  byTurn(status: JobStatus): StoredJob[] {
    return this.#jobs('WHERE status = ? ORDER BY priority DESC, seq', status);
  }

  /** The oldest event that nobody has got yet. */
  nextEvent(): { seq: number; event: JobStateChange } | null {
    const row = this.#db.prepare('SELECT seq, event FROM events ORDER BY seq LIMIT 1').get();
    return row ? { seq: Number(row.seq), event: JSON.parse(String(row.event)) as JobStateChange } : null;
  }

  removeEvent(seq: number): void {
    this.#db.prepare('DELETE FROM events WHERE seq = ?').run(seq);
  }

  close(): void {
    this.#db.close();
  }

  #jobs(clauses: string, ...values: SQLInputValue[]): StoredJob[] {
    const rows = this.#db.prepare(`SELECT job FROM jobs ${clauses}`).all(...values);
    return rows.map(row => JSON.parse(String(row.job)) as StoredJob);
  }
}
