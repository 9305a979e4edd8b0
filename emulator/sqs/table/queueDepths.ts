import type { Statements } from './statements.ts';

export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** What consumers have of one group's messages. */
export interface InFlight {
  readonly groupId: string | null;
  readonly count: number;
  /** Since they were received, all together. */
  readonly busyMs: number;
}

/** What is asked of a queue's messages all together; it changes none. */
export class QueueDepths {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  counts(queue: string, now: number): MessageCounts {
    const row = this.#statements.get(
      `SELECT COUNT(*) FILTER (WHERE visible_at <= ?1) AS visible,
         COUNT(*) FILTER (WHERE visible_at > ?1 AND receipt IS NOT NULL) AS inFlight,
         COUNT(*) FILTER (WHERE visible_at > ?1 AND receipt IS NULL) AS delayed
       FROM messages WHERE queue = ?2`,
      ...[now, queue],
    );
    return {
      visible: Number(row?.visible),
      inFlight: Number(row?.inFlight),
      delayed: Number(row?.delayed),
    };
  }

  isVisible(queue: string, now: number): boolean {
    const sql = 'SELECT 1 FROM messages WHERE queue = ? AND visible_at <= ? LIMIT 1';
    return this.#statements.get(sql, queue, now) !== undefined;
  }

  /** When the next hidden message becomes visible. */
  nextVisibleAt(queue: string, now: number): number | undefined {
    const sql = 'SELECT MIN(visible_at) AS at FROM messages WHERE queue = ? AND visible_at > ?';
    return (this.#statements.get(sql, queue, now)?.at as number | null) ?? undefined;
  }

  hasGroups(queue: string): boolean {
    const sql = 'SELECT 1 FROM messages WHERE queue = ? AND group_id IS NOT NULL LIMIT 1';
    return this.#statements.get(sql, queue) !== undefined;
  }

  inFlightByGroup(queue: string, now: number): InFlight[] {
    const sql = `SELECT group_id AS groupId, COUNT(*) AS count, SUM(?1 - received_at) AS busyMs FROM messages
      WHERE queue = ?2 AND visible_at > ?1 AND receipt IS NOT NULL GROUP BY group_id`;
    return this.#statements.all<InFlight>(sql, now, queue);
  }
}
