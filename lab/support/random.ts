/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  /** 0 to 1, 1 excluded. */
  next(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** From `least` up to `most`. */
  between(least: number, most: number): number;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: probability => next() < probability,
    pick: from => from[Math.floor(next() * from.length)] as (typeof from)[number],
    between: (least, most) => least + next() * (most - least),
  };
}
