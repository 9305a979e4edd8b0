import { setTimeout as wait } from 'node:timers/promises';
import { LEDGER_KEY } from '../ledgerTable.ts';

/** An item of the ledger's table, and its key. */
export type Item = Record<string, unknown>;
export type ItemKey = { [LEDGER_KEY]: string };

/** DynamoDB's BatchGetItem, as its SDK's document client speaks it. */
export type BatchGet = (input: {
  RequestItems: Record<string, { Keys: ItemKey[]; ConsistentRead?: boolean }>;
}) => Promise<{
  Responses?: Record<string, Item[]> | undefined;
  UnprocessedKeys?: Record<string, { Keys: Item[] | undefined }> | undefined;
}>;

/** Where to read, and whether what was written last must be seen. */
export interface Place {
  table: string;
  consistent?: boolean;
}

/** DynamoDB's own limit on the keys of one request. */
const MAX_KEYS = 100;

/** Before what was left out of an answer is asked for again, milliseconds; doubles each time. */
const FIRST_WAIT_MS = 20;
const MAX_WAIT_MS = 1_000;

/** The items that there are of these, by key. */
export async function readItems(get: BatchGet, keys: ItemKey[], place: Place): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  for (let first = 0; first < keys.length; first += MAX_KEYS) {
    for await (const item of readSome(get, keys.slice(first, first + MAX_KEYS), place)) {
      found.set(String(item[LEDGER_KEY]), item);
    }
  }
  return found;
}

/** DynamoDB leaves out of its answer what it is too busy for. */
async function* readSome(
  get: BatchGet,
  keys: ItemKey[],
  { table, consistent = false }: Place,
): AsyncIterable<Item> {
  let left = keys;
  for (let waitMs = FIRST_WAIT_MS; left.length > 0; waitMs = Math.min(MAX_WAIT_MS, 2 * waitMs)) {
    const RequestItems = { [table]: { Keys: left, ConsistentRead: consistent } };
    const { Responses, UnprocessedKeys } = await get({ RequestItems });
    yield* Responses?.[table] ?? [];
    left = (UnprocessedKeys?.[table]?.Keys ?? []) as ItemKey[];
    if (left.length > 0) await wait(waitMs);
  }
}
