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
    // The end will be told, after this; this may be missed.
    const told = ports.statuses.publish(statusOf(claim.job)).catch(() => {});
    const output = await encode(prepared, claim, worker).finally(() => told);
    return { result: 'complete', job: await complete(claim, output, settings, ports) };
  },
};
