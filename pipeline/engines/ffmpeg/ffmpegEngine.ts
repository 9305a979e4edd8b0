import { statusOf } from '../../notify/statusOf.ts';
import { complete } from '../../outcomes/complete.ts';
import type { Engine } from '../engine.ts';
import { encode } from './encode.ts';
import { drawback, estimate, merit, obstacle } from './fits.ts';

/** Encodes in this very function. */
export const ffmpegEngine: Engine = {
  name: 'ffmpeg',
  endsElsewhere: false,
  obstacle,
  drawback,
  estimate,
  merit,
  run: async (prepared, claim, worker) => {
    const { settings, ports } = worker;
    await ports.statuses.publish(statusOf(claim.job)).catch(() => {}); // the end will be told; this may be missed
    const output = await encode(prepared, claim, worker);
    return { result: 'complete', job: await complete(claim, output, settings, ports) };
  },
};
