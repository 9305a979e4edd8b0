import type { Engine } from '../engine.ts';
import { estimate, merit, obstacle } from './fits.ts';
import { submitFilm } from './submitFilm.ts';

/** Cuts a video into pieces, which the rendition's own workers make at once; whoever makes the last of them ends the job. */
export const segmentsEngine: Engine = {
  name: 'segments',
  endsElsewhere: true,
  obstacle,
  drawback: () => null,
  estimate,
  merit,
  run: async (prepared, claim, worker) => ({
    result: 'submitted',
    job: await submitFilm(prepared, claim, worker),
  }),
};
