import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  REMOVAL_STATE,
  type Removal,
  readRemoval,
  removalKey,
  writeRemoval,
} from '../../../contract/ledger/removal.ts';
import { indexQuery } from '../../../contract/ledgerTable.ts';
import type { Removals } from '../../../pipeline/removal/removalPorts.ts';
import { LedgerItems, type LedgerOptions } from './items/ledgerItems.ts';

/** Beyond its grace an item is kept for so long that no run of the schedule can miss it, seconds. */
const KEPT_SECONDS = 30 * 86_400;

/** In the ledger's table, found by the index of states, in which they have one of their own. */
export function dynamoRemovals(dynamo: DynamoDBDocumentClient, options: LedgerOptions): Removals {
  const items = new LedgerItems(dynamo, options);
  return {
    note: removal => note(items, removal),
    due: now => due(items, now),
    done: removal => done(items, removal),
    markPruned: async ({ jobId }, pruned) => {
      const isComplete = { expression: '#state = :complete', names: { '#state': 'state' } };
      const values = { ':complete': 'complete' };
      await items.update({ jobId }, { set: { pruned } }, { ...isComplete, values });
    },
  };
}

async function note(items: LedgerItems, removal: Removal): Promise<void> {
  const expiresAt = Math.floor(Date.parse(removal.dueAt) / 1_000) + KEPT_SECONDS;
  // S3 tells at least once, and in no order.
  const isLater = {
    expression: 'attribute_not_exists(updatedAt) OR updatedAt < :due',
    values: { ':due': removal.dueAt },
  };
  await items.put(writeRemoval(removal, expiresAt), isLater);
}

async function* due(items: LedgerItems, now: Date): AsyncIterable<Removal> {
  const query = indexQuery('byState', REMOVAL_STATE as never, { before: now.toISOString() });
  for await (const item of items.queryItems({ ...query, ScanIndexForward: true })) yield readRemoval(item);
}

/** It stays, out of the index, so that S3's telling again of the same removal changes nothing. */
async function done(items: LedgerItems, removal: Removal): Promise<void> {
  const isSame = { expression: 'updatedAt = :due', values: { ':due': removal.dueAt } };
  await items.update(
    removalKey(removal),
    { remove: ['#state'] },
    { ...isSame, names: { '#state': 'state' } },
  );
}
