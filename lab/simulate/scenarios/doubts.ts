import { provisionedRamp, standardRamp } from '../cloud/ramp.ts';
import { type Numbers, numbersOf } from '../constants.ts';
import { POLLERS } from './filmSteps.ts';
import { type Films, runFilms } from './runFilms.ts';
import { type Summary, summarize } from './summary.ts';

/** What becomes of the film where one guess is wrong. */
export interface Doubt extends Summary {
  what: string;
}

const WRONG: [string, Partial<Numbers>][] = [
  ['as guessed', {}],
  ['a vCPU is a quarter slower', { vcpuSpeed: 0.75 }],
  ['pieces scatter twice as much', { encodeSpread: 0.3 }],
  ['a cold start takes 2 s', { coldStartSeconds: 2 }],
  ['the notice of the upload takes 3 s', { noticeSeconds: 3 }],
  ['one attempt in a hundred is lost', { lossChance: 0.01 }],
  ['the output is half as large, and pieces below 5 MiB', { outputShare: 0.3 }],
  ['S3 takes 1 s to copy a part', { copySeconds: 1 }],
];

/** The film as the last of its steps makes it, each time with one other number. */
export function doubts({ plan, cut }: Pick<Films, 'plan' | 'cut'>, seeds: number[]): Doubt[] {
  const rows = WRONG.map(([what, changed]) => {
    const numbers = numbersOf(changed);
    const ramp = provisionedRamp(numbers, POLLERS);
    return { what, ...summarize(runFilms({ plan, cut, ramp }, seeds, numbers)) };
  });
  const numbers = numbersOf();
  const ramp = standardRamp(numbers, 1_000, 60);
  const byTheMinute = summarize(runFilms({ plan, cut, ramp }, seeds, numbers));
  return [...rows, { what: 'standard event source, to which AWS adds by the minute', ...byTheMinute }];
}
