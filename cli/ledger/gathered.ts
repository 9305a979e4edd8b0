/** All of some pages in one list, for what is few. */
export async function gathered<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

/** Pages put together until there are so many in one, save in the last. */
export async function* atLeast<T>(count: number, pages: AsyncIterable<T[]>): AsyncIterable<T[]> {
  let held: T[] = [];
  for await (const page of pages) {
    held.push(...page);
    if (held.length < count) continue;
    yield held;
    held = [];
  }
  if (held.length > 0) yield held;
}
