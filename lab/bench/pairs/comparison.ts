import { median } from '../meter/figures.ts';
import type { BenchTurn } from '../meter/turn.ts';
import type { Rounds } from './noise.ts';

/** A turn of each, one right after the other, so that a machine that slows down slows both. */
export interface Pair {
  bare: BenchTurn;
  fanreel: BenchTurn;
}

export interface Ratio {
  median: number;
  least: number;
  most: number;
}

export interface Comparison {
  /** fanreel's seconds over bare ffmpeg's, pair by pair. */
  wall: Ratio;
  processor: Ratio;
  /** By which to tell whether they may be quoted. */
  rounds: Rounds;
}

/** What pairs say; `othersBefore` is of the time before the first. */
export function compare(pairs: Pair[], othersBefore: number): Comparison {
  const bare = pairs.map(pair => pair.bare);
  const all = [...bare, ...pairs.map(({ fanreel }) => fanreel)];
  return {
    wall: ratioOf(pairs, 'wallSeconds'),
    processor: ratioOf(pairs, 'processorSeconds'),
    rounds: { bare, all, othersBefore, unit: 'pairs' },
  };
}

function ratioOf(pairs: Pair[], seconds: 'wallSeconds' | 'processorSeconds'): Ratio {
  const ratios = pairs.map(({ bare, fanreel }) => fanreel[seconds] / bare[seconds]);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}
