import type { Engine } from '../engine.ts';
import { refusalOf } from './askMediaConvert.ts';
import { submitManaged } from './submitManaged.ts';

/** Hands a video to AWS Elemental MediaConvert; its events bring the job to an end. */
export const mediaConvert: Engine = {
  name: 'mediaconvert',
  obstacle: ({ prepared, settings }) =>
    refusalOf(prepared) ?? (settings.managed.enabled ? null : 'MediaConvert is turned off in this profile'),
  drawback: () => null,
  merit: () => 'MediaConvert can make it',
  run: async (prepared, claim, worker) => ({
    result: 'submitted',
    job: await submitManaged(prepared, claim, worker),
  }),
};
