import type { SQLInputValue } from 'node:sqlite';
import type { MessageAttributes } from '../messages/messageAttributes.ts';
import type { Statements } from './statements.ts';
import type { NewMessage, StoredMessage } from './storedMessage.ts';

const COLUMNS = `seq, queue, id, body, attributes, trace_header AS traceHeader, sent_at AS sentAt,
  visible_at AS visibleAt, receive_count AS receiveCount, first_received_at AS firstReceivedAt,
  received_at AS receivedAt, receipt, origin, group_id AS groupId`;

/** The messages, one by one; what changes of them mean together is decided by the callers. */
export class MessageTable {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  insert(message: NewMessage): void {
    const attributes = JSON.stringify(message.attributes);
    const { queue, id, body, traceHeader, groupId, sentAt, visibleAt } = message;
    this.#statements.run(
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
    this.#statements.run(
      `UPDATE messages SET receipt = ?, visible_at = ?, received_at = ?, receive_count = receive_count + 1,
       first_received_at = COALESCE(first_received_at, ?) WHERE seq = ?`,
      ...[fields.receipt, fields.visibleAt, fields.now, fields.now, seq],
    );
  }

  hideUntil(seq: number, visibleAt: number): void {
    this.#statements.run('UPDATE messages SET visible_at = ? WHERE seq = ?', visibleAt, seq);
  }

  /** Moves one to its DLQ; id, count and time sent stay. */
  deadLetter(seq: number, move: { dlq: string; origin: string; now: number }): void {
    this.#statements.run(
      'UPDATE messages SET queue = ?, origin = ?, visible_at = ?, receipt = NULL WHERE seq = ?',
      ...[move.dlq, move.origin, move.now, seq],
    );
  }

  delete(seq: number): void {
    this.#statements.run('DELETE FROM messages WHERE seq = ?', seq);
  }

  purge(queue: string): void {
    this.#statements.run('DELETE FROM messages WHERE queue = ?', queue);
  }

  deleteSentBefore(queue: string, time: number): void {
    this.#statements.run('DELETE FROM messages WHERE queue = ? AND sent_at < ?', queue, time);
  }

  /** Undoes the receive of everything in flight; how many there were. */
  releaseInFlight(queue: string, now: number): number {
    return this.#statements.run(
      `UPDATE messages SET visible_at = ?, receipt = NULL, received_at = NULL, receive_count = receive_count - 1,
       first_received_at = CASE receive_count WHEN 1 THEN NULL ELSE first_received_at END
       WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL`,
      ...[now, queue, now],
    );
  }

  lastSeq(): number {
    return Number(this.#statements.get('SELECT COALESCE(MAX(seq), 0) AS seq FROM messages')?.seq);
  }

  #all(sql: string, ...values: SQLInputValue[]): StoredMessage[] {
    const rows = this.#statements.all<StoredMessage & { attributes: string }>(sql, ...values);
    return rows.map(row => ({ ...row, attributes: JSON.parse(row.attributes) as MessageAttributes }));
  }
}
