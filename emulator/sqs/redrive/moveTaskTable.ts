import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A redrive, as ListMessageMoveTasks shows it; queues by name, time in milliseconds since the epoch. */
export interface MoveTask {
  readonly id: string;
  readonly source: string;
  /** null: each message goes back to the queue that dead-lettered it. */
  readonly destination: string | null;
  readonly perSecond: number | null;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  readonly toMove: number;
  /** The youngest message that belongs to this task, so that one which fails again is not moved in a circle. */
  readonly lastSeq: number;
  readonly failure: string | null;
  readonly startedAt: number;
}

type NewMoveTask = Omit<MoveTask, 'id' | 'status' | 'moved' | 'failure'>;

const COLUMNS = `id, source, destination, per_second AS perSecond, status, moved, to_move AS toMove,
  last_seq AS lastSeq, failure, started_at AS startedAt`;

/** The move tasks on disk. */
export class MoveTaskTable {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Returns the new task's id. */
  insert(task: NewMoveTask): string {
    const id = randomUUID();
    this.#db
      .prepare(
        `INSERT INTO move_tasks (id, source, destination, per_second, status, to_move, last_seq, started_at)
         VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, ?)`,
      )
      .run(id, task.source, task.destination, task.perSecond, task.toMove, task.lastSeq, task.startedAt);
    return id;
  }

  find(id: string): MoveTask | undefined {
    return this.#select('WHERE id = ?', id)[0];
  }

  running(): MoveTask[] {
    return this.#select("WHERE status = 'RUNNING'");
  }

  /** The latest first. */
  of(source: string): MoveTask[] {
    return this.#select('WHERE source = ? ORDER BY started_at DESC, rowid DESC', source);
  }

  addMoved(id: string, count: number): void {
    this.#db.prepare('UPDATE move_tasks SET moved = moved + ? WHERE id = ?').run(count, id);
  }

  end(id: string, status: MoveTask['status'], failure: string | null): void {
    this.#db.prepare('UPDATE move_tasks SET status = ?, failure = ? WHERE id = ?').run(status, failure, id);
  }

  #select(where: string, ...values: string[]): MoveTask[] {
    const statement = this.#db.prepare(`SELECT ${COLUMNS} FROM move_tasks ${where}`);
    return statement.all(...values) as unknown as MoveTask[];
  }
}
