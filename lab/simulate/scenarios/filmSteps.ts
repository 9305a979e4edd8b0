import { pieceSecondsOf, SOUND_PIECE_SECONDS } from '../../../pipeline/engines/segments/pieceSecondsOf.ts';
import { provisionedRamp, type Ramp, standardRamp } from '../cloud/ramp.ts';
import type { Numbers } from '../constants.ts';
import type { Cut } from '../film/filmWork.ts';
import { type Films, runFilms } from './runFilms.ts';
import { type Summary, summarize } from './summary.ts';

/** Pollers that are always there: 400 invocations at once. */
export const POLLERS = 40;

/** What is asked of a film of an hour. */
export const TARGET = { seconds: 30, usd: 0.1 };

/** One change to how a film is made, on top of those before it. */
export interface FilmStep extends Summary {
  what: string;
}

/** From how the engine was first built, by way of what it is, to what a profile may add, one change a row. */
export function filmSteps(plan: Films['plan'], seeds: number[], numbers: Numbers): FilmStep[] {
  const standard = standardRamp(numbers, 1_000);
  const provisioned = provisionedRamp(numbers, POLLERS);
  const planned: Cut = {
    pieceSeconds: 15,
    soundSeconds: null,
    joins: 'last',
    index: 'source',
    memoryMb: 1_769,
  };
  const pieceSeconds = pieceSecondsOf(plan);
  const longer: Cut = { ...planned, pieceSeconds };
  const checked: Cut = { ...longer, joins: 'each' };
  const cutSound: Cut = { ...checked, soundSeconds: SOUND_PIECE_SECONDS };
  const sentIndex: Cut = { ...cutSound, index: 'message' };
  const steps: [string, Cut, Ramp][] = [
    ['as the engine was first built: pieces of 15 s, 1,769 MB, standard event source', planned, standard],
    [
      `pieces of ${Math.round(pieceSeconds)} s: above 5 MiB, most of them, so that S3 copies them by itself`,
      longer,
      standard,
    ],
    ['joins decoded by each worker, not by the last', checked, standard],
    [`sound in pieces of ${SOUND_PIECE_SECONDS} s, and not fetched by the plan`, cutSound, standard],
    [
      'each piece of pictures told where its samples lie, so that it reads no index: THE ENGINE AS IT IS',
      sentIndex,
      standard,
    ],
    [
      `a profile with a provisioned event source, ${POLLERS} pollers (\`provisionedPollers\`)`,
      sentIndex,
      provisioned,
    ],
    ['and 2,400 MB a function (`function.memoryMb`)', { ...sentIndex, memoryMb: 2_400 }, provisioned],
  ];
  return steps.map(([what, cut, ramp]) => ({
    what,
    ...summarize(runFilms({ plan, cut, ramp }, seeds, numbers)),
  }));
}
