import type { Given } from './dropped.ts';
import type { Row } from './row.ts';

/** A file with the text of the file of wishes beside it. */
export type Taken = Given & { beside: string | null };

/** What becomes of files that were chosen, beside those that were before. */
export interface Chosen {
  /** With their keys; no two have one. */
  fresh: (Taken & { key: string })[];
  /** Rows of the same keys whose place they take: it came to nothing with these, for a file that was changed meanwhile, say. */
  replaced: ReadonlySet<number>;
  /** How many are left out, for a file of their key is on the list. */
  twice: number;
}

/** Where choosing the file again is what helps. */
const IN_VAIN = ['refused', 'failed', 'same'];

export function chooseAmong(
  rows: readonly Pick<Row, 'id' | 'key' | 'stage'>[],
  taken: Taken[],
  prefix: string,
): Chosen {
  const inVain = rows.filter(({ stage }) => IN_VAIN.includes(stage.is));
  const open = rows.filter(({ stage }) => stage.is !== 'done' && !IN_VAIN.includes(stage.is));
  const known = new Set(open.map(({ key }) => key));
  const fresh = new Map<string, Taken & { key: string }>();
  for (const one of taken) {
    const key = prefix + one.path;
    if (!known.has(key) && !fresh.has(key)) fresh.set(key, { ...one, key });
  }
  const replaced = new Set(inVain.filter(({ key }) => fresh.has(key)).map(({ id }) => id));
  return { fresh: [...fresh.values()], replaced, twice: taken.length - fresh.size };
}
