import { median, spread } from '../meter/figures.ts';
import type { BenchTurn } from '../meter/turn.ts';

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
  /** How far the same commands of bare ffmpeg differ from each other in processor time, as a part of the least. */
  bareSpread: number;
  /** Why nothing of it may be quoted, in sentences; none where it may. */
  noise: string[];
}

/** The same commands take the same processor time within this, unless others crowd the caches or the clock sinks. */
export const MAX_BARE_SPREAD = 0.05;

/** Cores that others may keep busy, before the start and in any turn. */
export const MAX_OTHERS_CORES = 0.25;

/** Medians over so many pairs say something. */
export const MIN_PAIRS = 3;

/** What pairs say, and whether they may be quoted; `othersBefore` is of the time before the first. */
export function compare(pairs: Pair[], othersBefore: number): Comparison {
  const bareSpread = spread(pairs.map(({ bare }) => bare.processorSeconds));
  return {
    wall: ratioOf(pairs, 'wallSeconds'),
    processor: ratioOf(pairs, 'processorSeconds'),
    bareSpread,
    noise: [...tooFew(pairs), ...tooBusy(pairs, othersBefore), ...tooSpread(bareSpread)],
  };
}

function ratioOf(pairs: Pair[], seconds: 'wallSeconds' | 'processorSeconds'): Ratio {
  const ratios = pairs.map(({ bare, fanreel }) => fanreel[seconds] / bare[seconds]);
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

function tooFew({ length }: Pair[]): string[] {
  return length < MIN_PAIRS ? [`${length} pairs are fewer than ${MIN_PAIRS}.`] : [];
}

function tooBusy(pairs: Pair[], othersBefore: number): string[] {
  const most = Math.max(...pairs.flatMap(({ bare, fanreel }) => [bare.othersCores, fanreel.othersCores]));
  const limit = `more than ${MAX_OTHERS_CORES}`;
  return [
    ...(othersBefore > MAX_OTHERS_CORES
      ? [`Others kept ${othersBefore.toFixed(2)} cores busy before the start, ${limit}.`]
      : []),
    ...(most > MAX_OTHERS_CORES
      ? [`Others kept up to ${most.toFixed(2)} cores busy meanwhile, ${limit}.`]
      : []),
  ];
}

function tooSpread(bareSpread: number): string[] {
  if (bareSpread <= MAX_BARE_SPREAD) return [];
  const [got, most] = [bareSpread, MAX_BARE_SPREAD].map(part => `${(part * 100).toFixed(1)} %`);
  return [`Bare ffmpeg's own processor time varies by ${got}, more than ${most}.`];
}
