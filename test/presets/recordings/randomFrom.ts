import { createHash } from 'node:crypto';

/** The same numbers for the same seed. */
export function randomFrom(seed: string) {
  let count = 0;
  const next = () => {
    count += 1;
    return createHash('sha256').update(`${seed} ${count}`).digest().readUInt32BE() / 2 ** 32;
  };
  const below = (from: number, to: number) => from + Math.floor(next() * (to - from));
  return { below, one: <T>(of: T[]): T => of[below(0, of.length)] as T };
}
