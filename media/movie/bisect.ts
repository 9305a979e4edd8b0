/**
 * The first of so many numbers from 0 on for which `isBehind` holds, which holds for all that follow it too; `count` where it
 * holds for none. Looks at some twenty of a million.
 */
export function bisect(count: number, isBehind: (index: number) => boolean): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isBehind(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
