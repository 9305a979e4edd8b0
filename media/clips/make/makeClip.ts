import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import { checkAmount } from '../../accepted.ts';
import type { Probe } from '../../probe/probe.ts';
import { probeFile } from '../../probe/probeFile.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { probeOutput } from '../../verify/output/probeOutput.ts';
import { verifyOutput } from '../../verify/output/verifyOutput.ts';
import { checkMetric } from '../../verify/quality/checkMetric.ts';
import type { ClipSource } from '../clipPart.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { checkClipLook } from './check/checkClipLook.ts';
import { checkClipQuality } from './check/checkClipQuality.ts';
import { checkParts } from './check/checkParts.ts';
import { encodeParts } from './encodeParts.ts';
import { type LaidClip, layParts } from './layParts.ts';
import { openParts } from './openParts.ts';

/** A clip that was made, and checked. */
export interface MadeClip {
  path: string;
  probed: Probe;
  /** As it came out: lengths are measured. */
  plan: ClipPlan;
  /** How long after the beginning that was asked for its first picture is, seconds. */
  startSeconds: number;
  /** What was read of all sources together, bytes. */
  readBytes: number;
}

/**
 * Makes a clip of parts of its sources, of which no more is read than they need: exactly between the moments, on one
 * grid, encoded in one run, or where more than `maxOpenPixels` would be decoded at once in several. What came out is held
 * against what was planned and measured.
 * @throws {WorkError} of class `input` or `preset`; what the sources' `readRange` throws.
 */
export async function makeClip(
  planned: ClipPlan,
  sources: ClipSource[],
  bench: Bench,
  maxOpenPixels?: number,
): Promise<MadeClip> {
  await checkMetric(planned.output, bench);
  const parts = await openParts(planned, sources, bench);
  const timed = planned.parts.map((part, at) => ({
    ...part,
    times: parts[at]?.timeline.pictures.times.map(time => time + (parts[at]?.offsetSeconds ?? 0)) ?? [],
  }));
  const laid = layParts(timed, planned.output.video.fps, planned.durationSeconds);
  if (laid === null)
    throw new WorkError('clip-empty', { message: 'There is no picture between the two moments.' });
  const plan = withLength(planned, laid);
  const { output } = plan;
  const path = join(bench.folder, `clip.${output.container}`);
  await encodeParts(plan, laid, parts, { ...bench, output: path }, maxOpenPixels);
  await checkParts(plan, laid, parts, bench.folder);
  const probed = await probeOutput(() => probeFile(path));
  verifyOutput(probed, output, gridOf(plan, laid));
  await checkClipLook(plan, laid, parts, { ...bench, output: path });
  await checkClipQuality(plan, laid, parts, { ...bench, output: path });
  const readBytes = [...new Set(parts.map(({ fetched }) => fetched))].reduce(
    (sum, one) => sum + one.readBytes,
    0,
  );
  return { path, probed, plan, startSeconds: laid.startSeconds, readBytes };
}

/** What was guessed from headers gives way to what was measured. */
function withLength(plan: ClipPlan, { frames, seconds }: LaidClip): ClipPlan {
  const { output } = plan;
  const { num, den } = output.video.fps;
  const durationSeconds = Math.max((frames * den) / num, output.audio ? seconds : 0);
  checkAmount(output.source, durationSeconds, frames);
  return {
    ...plan,
    output: { ...output, frames, durationSeconds, audioSeconds: output.audio && seconds },
  };
}

function gridOf({ output: { audio } }: ClipPlan, { rate, frames, seconds }: LaidClip): Grid {
  return {
    ...{ rate, frames, pictureShift: 0, soundShift: 0, heldFrames: 0 },
    lastSeconds: rate.den / rate.num,
    soundSeconds: audio && seconds,
  };
}
