import { pieceSecondsOf, SOUND_PIECE_SECONDS } from '../../../pipeline/engines/segments/pieceSecondsOf.ts';
import preset720 from '../../../presets/720p.ts';
import { mediaConvertCost } from '../../../prices/mediaConvertCost.ts';
import { numbersOf } from '../constants.ts';
import type { Cut } from '../film/filmWork.ts';
import { bursts, type NamedBurst } from './bursts.ts';
import { type Doubt, doubts } from './doubts.ts';
import { type FilmStep, filmSteps } from './filmSteps.ts';
import { planFilm } from './runFilms.ts';
import { type Scaling, scale } from './scaling.ts';
import { seedsFrom } from './summary.ts';
import { type SweepPoint, sweep } from './sweep.ts';

/** All that the simulator is asked by default. */
export interface Simulated {
  /** As the engine cuts the film, and the size of function of the last step. */
  cut: Cut;
  steps: FilmStep[];
  sweep: SweepPoint[];
  doubts: Doubt[];
  scaling: Scaling[];
  bursts: NamedBurst[];
  /** What MediaConvert bills for the film, by the product's own price. */
  managedUsd: number;
}

export interface Scale {
  seed: number;
  /** Runs a row, each of a seed of its own; a quarter of them in the sweep and of the doubts. */
  runs: number;
  /** Of a burst. */
  clips: number;
  workers: number[];
}

/** What the docs tell. */
export const DOCS_SCALE: Scale = {
  seed: 1,
  runs: 60,
  clips: 10_000,
  workers: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
};

const FILM_SECONDS = 3_600;

let forDocs: Simulated | undefined;

/** Simulated once a process: it takes some seconds. */
export function simulatedForDocs(): Simulated {
  forDocs ??= simulateAll(DOCS_SCALE);
  return forDocs;
}

export function simulateAll({ seed, runs, clips, workers }: Scale): Simulated {
  const numbers = numbersOf();
  const seeds = seedsFrom(seed, runs);
  const fewer = seeds.slice(0, Math.ceil(runs / 4));
  const plan = planFilm(FILM_SECONDS, preset720, numbers);
  const cut: Cut = {
    pieceSeconds: pieceSecondsOf(plan),
    soundSeconds: SOUND_PIECE_SECONDS,
    ...{ joins: 'each', index: 'message' },
    memoryMb: 2_400,
  };
  return {
    cut,
    steps: filmSteps(plan, seeds, numbers),
    sweep: sweep(plan, fewer, numbers),
    doubts: doubts({ plan, cut }, fewer),
    scaling: scale({ plan, cut }, workers, seed, numbers),
    bursts: bursts(clips, seed, numbers),
    managedUsd: mediaConvertCost(plan, FILM_SECONDS).usd,
  };
}
