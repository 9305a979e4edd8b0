import { WorkError } from '../../failures/workError.ts';
import { checkAmount } from '../accepted.ts';
import { measureSource, type ReadPictures, type Timeline } from '../measure/measureSource.ts';
import { refuseIncomplete } from '../plan/incomplete.ts';
import type { Plan } from '../plan/plan.ts';
import type { Probe } from '../probe/probe.ts';
import { withoutSound } from '../probe/withoutSound.ts';
import type { Bench } from '../run/bench.ts';
import { betterRate } from '../timeline/betterRate.ts';
import { type Grid, gridSeconds, layGrid } from '../timeline/layGrid.ts';
import { withRate } from '../timeline/pictureRate.ts';

/** Plans the same source anew, by a probe that is corrected. */
export type Replan = (correct: (probe: Probe) => Probe) => Plan;

/** A source's timeline, and what is planned of it now. */
export interface MeasuredVideo {
  /** By the headers, and without sound that cannot be decoded. */
  planned: Plan;
  /** The rate and the lengths are measured. */
  plan: Plan;
  timeline: Timeline;
  grid: Grid;
}

/**
 * Measures a plan's source, and lays the grid of its video. Where its report is not of all pictures, `readPictures` makes
 * that good, as measureSource has it.
 * @throws {WorkError} as measureSource, checkAmount and refuseIncomplete.
 */
export async function measureVideo(
  first: Plan,
  bench: Bench,
  replan: Replan,
  readPictures?: ReadPictures,
): Promise<MeasuredVideo> {
  const measureIt = (plan: Plan) => measureSource(plan, bench, {}, readPictures);
  const { planned, timeline } = await measure(first, measureIt, () => replan(withoutSound));
  refuseIncomplete(timeline.incomplete, bench.onIncomplete);
  const rate = betterRate(planned, timeline.pictures.times);
  const heard = (probe: Probe) => (planned.audio === null ? withoutSound(probe) : probe);
  const timed = rate === null ? planned : replan(probe => withRate(heard(probe), rate));
  const grid = layGrid(timeline.pictures, timeline.sound, timed.video.fps);
  checkAmount(planned.source, gridSeconds(grid), Math.max(grid.frames, timeline.pictures.times.length));
  return { planned, plan: withLength(timed, grid), timeline, grid };
}

/**
 * Measures what is planned. Of a codec that the probe cannot judge ffmpeg says here, before it has read a packet, whether
 * it is let decode it; no picture is decoded yet, so that it can only be the sound's.
 */
async function measure(
  planned: Plan,
  measureIt: (plan: Plan) => Promise<Timeline>,
  planSilent: () => Plan,
): Promise<{ planned: Plan; timeline: Timeline }> {
  try {
    return { planned, timeline: await measureIt(planned) };
  } catch (error) {
    if (planned.audio === null || !(error instanceof WorkError) || error.code !== 'codec') throw error;
    const silent = planSilent();
    return { planned: silent, timeline: await measureIt(silent) };
  }
}

/** What was guessed from headers gives way to what was measured. */
function withLength(plan: Plan, grid: Grid): Plan {
  return {
    ...plan,
    durationSeconds: gridSeconds(grid),
    durationToleranceSeconds: grid.rate.den / grid.rate.num,
    frames: grid.frames,
    audioSeconds: grid.soundSeconds,
  };
}
