import type { Measured } from '../ffmpeg/ffmpegArgs.ts';
import { lookMoments } from '../ffmpeg/look/lookMoments.ts';
import type { Timeline } from '../measure/measureSource.ts';
import { neededPacketFilter } from '../measure/neededPacketFilter.ts';
import { pictureShapes } from '../measure/pictureShapes.ts';
import { settleSound } from '../measure/settleSound.ts';
import type { Plan } from '../plan/plan.ts';
import type { Bench } from '../run/bench.ts';
import type { Grid } from '../timeline/layGrid.ts';

/** A damaged end shows the last good picture for so long at the most, seconds: a few frames, or where the end is missing one second. */
const SPARE_FRAMES = 2;
const SPARE_SECONDS = 1;

/**
 * All that an encode has to know beside the plan: what only the downloaded source and the ffmpeg in use can tell, and its
 * sound in one form. For most sources there is nothing to find out.
 * @throws runFfmpeg's.
 */
export async function prepareEncode(
  plan: Plan,
  timeline: Timeline,
  grid: Grid,
  bench: Bench,
): Promise<Measured> {
  const { pictures, sound, opened, incomplete } = timeline;
  const measured = {
    ...{ grid, sound: null },
    opened: { ...opened, packetFilter: await neededPacketFilter(plan, bench) },
    shapes: await pictureShapes(plan, bench),
    spareSeconds: incomplete ? SPARE_SECONDS : (SPARE_FRAMES * grid.rate.den) / grid.rate.num,
    moments: lookMoments(pictures.times, grid, plan.video.gopFrames),
  };
  if (!sound || plan.audio === null || !(sound.changes || plan.audio.right)) return measured;
  const settled = await settleSound(plan.audio, sound.end, opened, bench);
  // A file of its own begins at zero, whatever the time of its first sound.
  return { ...measured, grid: { ...grid, soundShift: grid.soundShift + sound.first }, sound: settled };
}
