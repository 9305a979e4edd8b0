import { describe, expect, it } from 'vitest';
import type { BenchTurn } from '../../lab/bench/meter/turn.ts';
import { compare, type Pair } from '../../lab/bench/pairs/comparison.ts';
import {
  fewerThan,
  MAX_BARE_SPREAD,
  MAX_OTHERS_CORES,
  noiseIn,
  verdictAmong,
} from '../../lab/bench/pairs/noise.ts';

function turn(change: Partial<BenchTurn>): BenchTurn {
  return { wallSeconds: 10, processorSeconds: 20, othersCores: 0, idleCores: 0, loadBefore: 0, ...change };
}

function pair(bare: Partial<BenchTurn>, fanreel: Partial<BenchTurn>): Pair {
  return { bare: turn(bare), fanreel: turn(fanreel) };
}

const QUIET = [
  pair({ wallSeconds: 10, processorSeconds: 20 }, { wallSeconds: 11, processorSeconds: 20.2 }),
  pair({ wallSeconds: 20, processorSeconds: 20.4 }, { wallSeconds: 21, processorSeconds: 20.4 }),
  pair({ wallSeconds: 10, processorSeconds: 20 }, { wallSeconds: 10, processorSeconds: 21 }),
];

it('ratios are taken pair by pair, so that a slow spell that met both is in neither', () => {
  const { wall, processor } = compare(QUIET, 0);
  expect(wall).toEqual({ median: 1.05, least: 1, most: 1.1 });
  expect(processor).toEqual({ median: expect.closeTo(1.01), least: 1, most: 1.05 });
});

describe('what may be quoted', () => {
  it('is a run of three pairs on a quiet machine, however its wall seconds vary', () => {
    expect(noiseIn(compare(QUIET, MAX_OTHERS_CORES).rounds)).toEqual([]);
  });

  it.each([
    [
      'others work before the start',
      QUIET,
      0.3,
      'Others kept 0.30 cores busy before the start, more than 0.25.',
    ],
    [
      'others work in one turn of one pair',
      [...QUIET, pair({}, { othersCores: 1.5 })],
      0,
      'Others kept up to 1.50 cores busy meanwhile, more than 0.25.',
    ],
    [
      'the same commands take longer once',
      [...QUIET, pair({ processorSeconds: 20 * (1 + MAX_BARE_SPREAD) + 0.2 }, {})],
      0,
      "Bare ffmpeg's own processor time varies by 6.0 %, more than 5.0 %.",
    ],
    ['pairs are few', QUIET.slice(1), 0, 'It takes 3 pairs, and there were 2.'],
  ])('is none where %s', (_, pairs, othersBefore, sentence) => {
    expect(noiseIn(compare(pairs, othersBefore).rounds)).toContain(sentence);
  });
});

describe('what nothing of bare ffmpeg stands beside', () => {
  it('may be quoted where there is enough of it and others did little', () => {
    expect(verdictAmong(0.03, fewerThan(3, 3, 'starts'))).toBe(
      '  Fit to quote: others kept 0.03 cores busy meanwhile.',
    );
  });

  it('may not where there is too little, or others did much, and the line says which', () => {
    expect(verdictAmong(0.3, fewerThan(10, 1, 'jobs'))).toBe(
      '  NOT FIT TO QUOTE. It takes 10 jobs, and there was 1. Others kept 0.30 cores busy meanwhile, more than 0.25.',
    );
  });
});
