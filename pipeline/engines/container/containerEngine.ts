import type { Engine } from '../engine.ts';
import { drawback, estimate, merit, obstacle } from './fits.ts';
import { handOn } from './handOn.ts';

/** Leaves it to one of the rendition's containers, which has more time and more scratch than a function. */
export const containerEngine: Engine = {
  name: 'container',
  endsElsewhere: true,
  obstacle,
  drawback,
  estimate,
  merit,
  run: async (prepared, claim, worker) => ({
    result: 'submitted',
    job: await handOn(prepared, claim, worker),
  }),
};
