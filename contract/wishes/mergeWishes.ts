import type { Wishes } from './wishes.ts';

/**
 * Two wishes together, field by field: what the stronger one says stands, and of free metadata each entry is a field. A
 * rendition that the stronger one wants, it wants although the weaker one does without it. Absent where nothing is wished.
 */
export function mergeWishes(weaker: Wishes | undefined, stronger: Wishes | undefined): Wishes | undefined {
  if (!weaker || !stronger) return ofAny(stronger ?? weaker);
  const { without: unwanted, ...rest } = weaker;
  const without = stronger.without ?? unwanted?.filter(name => !stronger.renditions?.includes(name));
  const metadata = { ...weaker.metadata, ...stronger.metadata };
  return ofAny({
    ...rest,
    ...stronger,
    ...(without && without.length > 0 && { without }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  });
}

function ofAny(wishes: Wishes | undefined): Wishes | undefined {
  return wishes && Object.keys(wishes).length > 0 ? wishes : undefined;
}
