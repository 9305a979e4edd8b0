import { spread } from '../meter/figures.ts';
import type { BenchTurn } from '../meter/turn.ts';

/** The same commands take the same processor time within this, unless others crowd the caches or the clock sinks. */
export const MAX_BARE_SPREAD = 0.05;

/** Cores that others may keep busy, before the start and in any turn. */
export const MAX_OTHERS_CORES = 0.25;

/** Medians over so many rounds say something. */
export const MIN_PAIRS = 3;

/** Rounds of turns: the ones of bare ffmpeg, which should take the same each time, and all there were. */
export interface Rounds {
  bare: BenchTurn[];
  all: BenchTurn[];
  /** Cores that others kept busy before the first. */
  othersBefore: number;
  /** What a round is called. */
  unit: 'pairs' | 'rounds';
}

/** How far the same commands of bare ffmpeg differ from each other in processor time, as a part of the least. */
export function bareSpreadOf({ bare }: Pick<Rounds, 'bare'>): number {
  return spread(bare.map(({ processorSeconds }) => processorSeconds));
}

/** Why nothing of it may be quoted, in sentences; none where it may. */
export function noiseIn(rounds: Rounds): string[] {
  return [...fewerThan(MIN_PAIRS, rounds.bare.length, rounds.unit), ...tooBusy(rounds), ...tooSpread(rounds)];
}

/** Whether it may be quoted, in one line. */
export function verdictOn(rounds: Rounds): string {
  const noise = noiseIn(rounds);
  if (noise.length > 0) return `  NOT FIT TO QUOTE. ${noise.join(' ')}`;
  return `  Fit to quote: bare ffmpeg's own processor time varies by ${percent(bareSpreadOf(rounds))}.`;
}

/** Of figures beside which nothing of bare ffmpeg runs: whether they may be quoted, in one line. `others`: cores that these kept busy. */
export function verdictAmong(others: number, tooFew: string[]): string {
  const noise = [...tooFew, ...busy(others)];
  if (noise.length > 0) return `  NOT FIT TO QUOTE. ${noise.join(' ')}`;
  return `  Fit to quote: others kept ${others.toFixed(2)} cores busy meanwhile.`;
}

/** That there were fewer of what a figure is taken over than it takes; nothing where there were enough. */
export function fewerThan(least: number, count: number, unit: string): string[] {
  return count < least
    ? [`It takes ${least} ${unit}, and there ${count === 1 ? 'was' : 'were'} ${count}.`]
    : [];
}

function busy(others: number): string[] {
  return others > MAX_OTHERS_CORES
    ? [`Others kept ${others.toFixed(2)} cores busy meanwhile, more than ${MAX_OTHERS_CORES}.`]
    : [];
}

function tooBusy({ all, othersBefore }: Rounds): string[] {
  const most = Math.max(...all.map(({ othersCores }) => othersCores));
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

function tooSpread(rounds: Rounds): string[] {
  const bareSpread = bareSpreadOf(rounds);
  if (bareSpread <= MAX_BARE_SPREAD) return [];
  return [
    `Bare ffmpeg's own processor time varies by ${percent(bareSpread)}, more than ${percent(MAX_BARE_SPREAD)}.`,
  ];
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
