import { steady } from '../cloud/ramp.ts';
import type { Numbers } from '../constants.ts';
import { type Films, runFilms } from './runFilms.ts';
import { quantile, seedsFrom } from './summary.ts';

/** How near so many workers come to so many times one. */
export interface Scaling {
  workers: number;
  /** Of one film, however short of pieces it is for them. */
  oneFilm: { seconds: number; efficiency: number };
  /** Of as many films as workers: as much work for each as one has of one. */
  backlog: { seconds: number; efficiency: number };
}

/** One film has some hundredths more to encode than another: so many of them, or one run of more, are a figure. */
const FILMS = 25;

/** Warm workers that are all there from the start: how fast they come is another question. */
export function scale(
  film: Pick<Films, 'plan' | 'cut'>,
  workerCounts: number[],
  seed: number,
  numbers: Numbers,
): Scaling[] {
  const secondsOf = (workers: number, count = 1) => {
    const seeds = seedsFrom(seed, Math.ceil(FILMS / count));
    const runs = runFilms({ ...film, count, ramp: steady(workers), warm: workers }, seeds, numbers);
    return quantile(
      runs.map(run => run.seconds),
      0.5,
    );
  };
  const alone = secondsOf(1);
  return workerCounts.map(workers => {
    const seconds = secondsOf(workers);
    const backlog = secondsOf(workers, workers);
    return {
      workers,
      oneFilm: { seconds, efficiency: alone / (workers * seconds) },
      backlog: { seconds: backlog, efficiency: alone / backlog },
    };
  });
}
