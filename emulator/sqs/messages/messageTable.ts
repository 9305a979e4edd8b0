import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { MessageAttributes } from './messageAttributes.ts';

/** One stored message; times in milliseconds since the epoch. */
export interface StoredMessage {
  readonly seq: number;
  readonly queue: string;
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader: string | null;
  /** Whose it is, in a fair queue. */
  readonly groupId: string | null;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | null;
  readonly receivedAt: number | null;
  readonly receipt: string | null;
  readonly origin: string | null;
}

/** What consumers have of one group's messages. */
export interface InFlight {
  readonly groupId: string | null;
  readonly count: number;
  /** Since they were received, all together. */
  readonly busyMs: number;
}

export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export type NewMessage = Pick<
  StoredMessage,
  'queue' | 'id' | 'body' | 'attributes' | 'traceHeader' | 'groupId' | 'sentAt' | 'visibleAt'
>;

const COLUMNS = `seq, queue, id, body, attributes, trace_header AS traceHeader, sent_at AS sentAt,
  visible_at AS visibleAt, receive_count AS receiveCount, first_received_at AS firstReceivedAt,
  received_at AS receivedAt, receipt, origin, group_id AS groupId`;

/** Every statement over the messages; what they mean together is decided by the callers. */
export class MessageTable {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  insert(message: NewMessage): void {
    const attributes = JSON.stringify(message.attributes);
    const { queue, id, body, traceHeader, groupId, sentAt, visibleAt } = message;
    this.#run(
      `INSERT INTO messages (queue, id, body, attributes, trace_header, group_id, sent_at, visible_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[queue, id, body, attributes, traceHeader, groupId, sentAt, visibleAt],
    );
  }

  /** Messages that a receive may return, oldest visible first. */
  visible(queue: string, now: number, limit: number): StoredMessage[] {
    return this.#all(
      `SELECT ${COLUMNS} FROM messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, seq LIMIT ?`,
      ...[queue, now, limit],
    );
  }

  /** As visible(), only of one group, or of all but some groups. */
  visibleOf(
    queue: string,
    now: number,
    limit: number,
    groups: { only: string } | { allBut: string[] },
  ): StoredMessage[] {
    const [condition, value] =
      'only' in groups
        ? ['group_id = ?', groups.only]
        : [
            '(group_id IS NULL OR group_id NOT IN (SELECT value FROM json_each(?)))',
            JSON.stringify(groups.allBut),
          ];
    return this.#all(
      `SELECT ${COLUMNS} FROM messages WHERE queue = ? AND visible_at <= ? AND ${condition}
       ORDER BY visible_at, seq LIMIT ?`,
      ...[queue, now, value, limit],
    );
  }

  hasGroups(queue: string): boolean {
    const sql = 'SELECT 1 FROM messages WHERE queue = ? AND group_id IS NOT NULL LIMIT 1';
    return this.#prepare(sql).get(queue) !== undefined;
  }

  inFlightByGroup(queue: string, now: number): InFlight[] {
    const sql = `SELECT group_id AS groupId, COUNT(*) AS count, SUM(?1 - received_at) AS busyMs FROM messages
      WHERE queue = ?2 AND visible_at > ?1 AND receipt IS NOT NULL GROUP BY group_id`;
    return this.#prepare(sql).all(now, queue) as unknown as InFlight[];
  }

  /** As visible(), only of messages no younger than `lastSeq`. */
  visibleUpTo(queue: string, now: number, lastSeq: number, limit: number): StoredMessage[] {
    return this.#all(
      `SELECT ${COLUMNS} FROM messages WHERE queue = ? AND visible_at <= ? AND seq <= ?
       ORDER BY visible_at, seq LIMIT ?`,
      ...[queue, now, lastSeq, limit],
    );
  }

  find(queue: string, seq: number): StoredMessage | undefined {
    return this.#all(`SELECT ${COLUMNS} FROM messages WHERE queue = ? AND seq = ?`, queue, seq)[0];
  }

  /** Marks a receive: counted, hidden until `visibleAt`, known by `receipt`. */
  take(seq: number, fields: { receipt: string; visibleAt: number; now: number }): void {
    this.#run(
      `UPDATE messages SET receipt = ?, visible_at = ?, received_at = ?, receive_count = receive_count + 1,
       first_received_at = COALESCE(first_received_at, ?) WHERE seq = ?`,
      ...[fields.receipt, fields.visibleAt, fields.now, fields.now, seq],
    );
  }

  hideUntil(seq: number, visibleAt: number): void {
    this.#run('UPDATE messages SET visible_at = ? WHERE seq = ?', visibleAt, seq);
  }

  /** Moves one to its DLQ; id, count and time sent stay. */
  deadLetter(seq: number, move: { dlq: string; origin: string; now: number }): void {
    this.#run(
      'UPDATE messages SET queue = ?, origin = ?, visible_at = ?, receipt = NULL WHERE seq = ?',
      ...[move.dlq, move.origin, move.now, seq],
    );
  }

  delete(seq: number): void {
    this.#run('DELETE FROM messages WHERE seq = ?', seq);
  }

  purge(queue: string): void {
    this.#run('DELETE FROM messages WHERE queue = ?', queue);
  }

  deleteSentBefore(queue: string, time: number): void {
    this.#run('DELETE FROM messages WHERE queue = ? AND sent_at < ?', queue, time);
  }

  /** Undoes the receive of everything in flight; how many there were. */
  releaseInFlight(queue: string, now: number): number {
    return this.#run(
      `UPDATE messages SET visible_at = ?, receipt = NULL, received_at = NULL, receive_count = receive_count - 1,
       first_received_at = CASE receive_count WHEN 1 THEN NULL ELSE first_received_at END
       WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL`,
      ...[now, queue, now],
    );
  }

  counts(queue: string, now: number): MessageCounts {
    const row = this.#prepare(
      `SELECT COUNT(*) FILTER (WHERE visible_at <= ?1) AS visible,
         COUNT(*) FILTER (WHERE visible_at > ?1 AND receipt IS NOT NULL) AS inFlight,
         COUNT(*) FILTER (WHERE visible_at > ?1 AND receipt IS NULL) AS delayed
       FROM messages WHERE queue = ?2`,
    ).get(now, queue);
    return {
      visible: Number(row?.visible),
      inFlight: Number(row?.inFlight),
      delayed: Number(row?.delayed),
    };
  }

  isVisible(queue: string, now: number): boolean {
    const sql = 'SELECT 1 FROM messages WHERE queue = ? AND visible_at <= ? LIMIT 1';
    return this.#prepare(sql).get(queue, now) !== undefined;
  }

  /** When the next hidden message becomes visible. */
  nextVisibleAt(queue: string, now: number): number | undefined {
    const sql = 'SELECT MIN(visible_at) AS at FROM messages WHERE queue = ? AND visible_at > ?';
    return (this.#prepare(sql).get(queue, now)?.at as number | null) ?? undefined;
  }

  lastSeq(): number {
    return Number(this.#prepare('SELECT COALESCE(MAX(seq), 0) AS seq FROM messages').get()?.seq);
  }

  #run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  #all(sql: string, ...values: SQLInputValue[]): StoredMessage[] {
    const rows = this.#prepare(sql).all(...values) as unknown as (StoredMessage & { attributes: string })[];
    return rows.map(row => ({ ...row, attributes: JSON.parse(row.attributes) as MessageAttributes }));
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
