import { join } from 'node:path';
import { WorkError } from '../../failures/workError.ts';
import { checkAmount } from '../accepted.ts';
import { ffmpegArgs, type Measured } from '../ffmpeg/ffmpegArgs.ts';
import { lookMoments } from '../ffmpeg/look/lookMoments.ts';
import { encodeTakesLooks } from '../ffmpeg/look/sourceLookArgs.ts';
import { REPORTS } from '../ffmpeg/measureArgs.ts';
import { measureSource, type Timeline } from '../measure/measureSource.ts';
import { neededPacketFilter } from '../measure/neededPacketFilter.ts';
import { pictureShapes } from '../measure/pictureShapes.ts';
import { settleSound } from '../measure/settleSound.ts';
import { type Incomplete, incompleteBy, refuseIncomplete, toldSeconds } from '../plan/incomplete.ts';
import { outputBudget } from '../plan/outputBudget.ts';
import type { Plan } from '../plan/plan.ts';
import type { Probe } from '../probe/probe.ts';
import { probeFile } from '../probe/probeFile.ts';
import { withoutSound } from '../probe/withoutSound.ts';
import type { Bench } from '../run/bench.ts';
import { betterRate } from '../timeline/betterRate.ts';
import { type Grid, gridSeconds, layGrid } from '../timeline/layGrid.ts';
import { pictureLoss } from '../timeline/pictureLoss.ts';
import { withRate } from '../timeline/pictureRate.ts';
import { readPackets, timeOf } from '../timeline/readPackets.ts';
import { checkDecoded } from '../verify/checkDecoded.ts';
import { checkLook } from '../verify/look/checkLook.ts';
import { checkMetric } from '../verify/quality/checkMetric.ts';
import { checkQuality } from '../verify/quality/checkQuality.ts';
import { verifyOutput } from '../verify/verifyOutput.ts';

/** A video that was made, and checked. */
export interface MadeVideo {
  path: string;
  probed: Probe;
  /** As it came out: lengths are measured. */
  plan: Plan;
  /** Null where the source is whole. */
  incomplete: Incomplete | null;
}

/** A damaged end shows the last good picture for so long at the most, seconds: a few frames, or where the end is missing one second. */
const SPARE_FRAMES = 2;
const SPARE_SECONDS = 1;

/**
 * Makes a plan's video of the bench's source: measures its timeline, lays the grid, encodes, and holds what came out
 * against both. `replan` is asked for the plan of the same source by a corrected probe: where its pictures come at another
 * rate than its header tells, or only ffmpeg knows that its sound is in a codec that is not taken.
 * @throws {WorkError} of class `input` or `preset`, as measureSource, checkAmount, checkDecoded, verifyOutput,
 * checkLook and checkQuality say, and runFfmpeg's.
 */
export async function makeVideo(
  first: Plan,
  bench: Bench,
  replan: (correct: (probe: Probe) => Probe) => Plan,
): Promise<MadeVideo> {
  const { folder, input, run, onIncomplete, onProgress } = bench;
  const path = join(folder, `output.${first.container}`);
  refuseIncomplete(first.incomplete, onIncomplete);
  await checkMetric(first, { run });
  const { planned, timeline } = await measure(first, bench, () => replan(withoutSound));
  refuseIncomplete(timeline.incomplete, onIncomplete);
  const rate = betterRate(planned, timeline.pictures.times);
  const heard = (probe: Probe) => (planned.audio === null ? withoutSound(probe) : probe);
  const timed = rate === null ? planned : replan(probe => withRate(heard(probe), rate));
  const grid = layGrid(timeline.pictures, timeline.sound, timed.video.fps);
  const plan = withLength(timed, grid);
  checkAmount(planned.source, gridSeconds(grid), Math.max(grid.frames, timeline.pictures.times.length));
  const measured = await measuredFor(plan, timeline, grid, bench);
  await run(ffmpegArgs(plan, { input, output: path, progress: true }, measured), {
    fileBytes: outputBudget(plan).bytes,
    onProgress: ({ outTimeSeconds }) => onProgress(outTimeSeconds / plan.durationSeconds),
  });
  // Of a source that gives no picture at all there is no output to look at.
  await checkPictures(plan, timeline, folder);
  const probed = await probeFile(path);
  verifyOutput(probed, plan, grid);
  await checkLook(plan, {
    ...{ folder, input, output: path, run },
    ...{ opened: measured.opened, moments: measured.moments },
    hasSourceLooks: encodeTakesLooks(plan, measured.sound),
  });
  await checkQuality(plan, measured, { folder, input, output: path, run });
  return {
    path,
    probed,
    plan,
    incomplete: timeline.incomplete ? incompleteBy(gridSeconds(grid), toldSeconds(planned)) : null,
  };
}

/**
 * Measures what is planned. Of a codec that the probe cannot judge ffmpeg says here, before it has read a packet, whether
 * it is let decode it; no picture is decoded yet, so that it can only be the sound's.
 */
async function measure(
  planned: Plan,
  bench: Bench,
  planSilent: () => Plan,
): Promise<{ planned: Plan; timeline: Timeline }> {
  try {
    return { planned, timeline: await measureSource(planned, bench) };
  } catch (error) {
    if (planned.audio === null || !(error instanceof WorkError) || error.code !== 'codec') throw error;
    const silent = planSilent();
    return { planned: silent, timeline: await measureSource(silent, bench) };
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

async function measuredFor(plan: Plan, timeline: Timeline, grid: Grid, bench: Bench): Promise<Measured> {
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

async function checkPictures(plan: Plan, { pictures, incomplete }: Timeline, folder: string): Promise<void> {
  const seen = await readPackets(join(folder, REPORTS.seen));
  const times = seen.map(timeOf).sort((a, b) => a - b);
  const loss = plan.untimed
    ? countedLoss(pictures.times.length - times.length, plan)
    : pictureLoss(pictures.times, times, pictures.end);
  checkDecoded(plan, pictures.times.length, loss, incomplete);
}

function countedLoss(pictures: number, { video }: Plan) {
  const seconds = (Math.max(0, pictures) * video.fps.den) / video.fps.num;
  return { pictures: Math.max(0, pictures), seconds, endSeconds: 0 };
}
