import type { DatabaseSync } from 'node:sqlite';

/** Whether any object or part has this body. */
export function isUsed(index: DatabaseSync, body: string): boolean {
  const rows = index.prepare(
    'SELECT 1 FROM objects WHERE body = ?1 UNION ALL SELECT 1 FROM parts WHERE body = ?1 LIMIT 1',
  );
  return rows.get(body) !== undefined;
}
