import { createHash } from 'node:crypto';
import { LEDGER_KEY } from '../../../../contract/ledgerTable.ts';
import type { Listed, LoneSidecars } from '../../../../pipeline/reconcile/reconcilePorts.ts';
import type { LedgerItems } from './ledgerItems.ts';

/** No function that is about to tell lives longer, milliseconds (Lambda's own limit). */
const TELLING_MS = 900_000;

/** Kept in the ledger's table: tiny items with none of its indexes' attributes, that expire as jobs do. */
export function loneSidecars(items: LedgerItems): LoneSidecars {
  return {
    isDone: async (bucket, object) => (await items.getItem(keyOf(bucket, object)))?.isDone === true,
    begin: async (bucket, object) => {
      const now = Date.now();
      const set = { begunAt: now, isDone: false, expiresAt: items.expiresAt() };
      return items.update(
        keyOf(bucket, object),
        { set },
        {
          expression: 'attribute_not_exists(begunAt) OR (isDone = :no AND begunAt < :late)',
          values: { ':no': false, ':late': now - TELLING_MS },
        },
      );
    },
    done: async (bucket, object) => {
      const item = { ...keyOf(bucket, object), begunAt: Date.now(), isDone: true };
      await items.put({ ...item, expiresAt: items.expiresAt() });
    },
  };
}

/** The eTag names the content: a file that is written over is looked at anew. */
function keyOf(bucket: string, { key, eTag }: Listed): { jobId: string } {
  const identity = JSON.stringify([bucket, key, eTag]);
  return { [LEDGER_KEY]: `lone/${createHash('sha256').update(identity).digest('hex').slice(0, 32)}` };
}
