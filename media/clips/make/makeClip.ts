import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import { checkAmount } from '../../accepted.ts';
import { OWN_DATA_BYTES } from '../../probe/analysis/dataBudget.ts';
import type { Probe } from '../../probe/probe.ts';
import { probeFile } from '../../probe/probeFile.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { probeOutput } from '../../verify/output/probeOutput.ts';
import { verifyOutput } from '../../verify/output/verifyOutput.ts';
import { checkMetric } from '../../verify/quality/checkMetric.ts';
import { type ClipSource, sourceAt } from '../clipPart.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { checkClipLook } from './check/checkClipLook.ts';
import { checkClipQuality } from './check/checkClipQuality.ts';
import { checkParts } from './check/checkParts.ts';
import { encodeParts } from './encodeParts.ts';
import { fitToSource } from './fitToSource.ts';
import { type LaidClip, layParts } from './layParts.ts';
import { openParts } from './openParts.ts';
import { cutOfFile, type PartFile } from './partFile.ts';

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
  /** It ends where a source does whose end is missing. */
  isCutShort: boolean;
}

/** Plans a clip anew by the times of its parts' pictures, seconds, in the order of the parts; null where it stays as it is. */
export type ReplanClip = (times: number[][]) => ClipPlan | null;

/**
 * Makes a clip of parts of its sources, of which no more is read than they need: exactly between the moments, on one
 * grid, encoded in one run, or where more than `maxOpenPixels` would be decoded at once in several. What came out is held
 * against what was planned and measured.
 * @throws {WorkError} of class `input` or `preset`; what the sources' `readRange` throws.
 */
export async function makeClip(
  first: ClipPlan,
  sources: ClipSource[],
  bench: Bench,
  { maxOpenPixels, replan }: { maxOpenPixels?: number; replan?: ReplanClip } = {},
): Promise<MadeClip> {
  await checkMetric(first.output, bench);
  const opened = await openParts(first, sources, bench);
  const better = replan?.(opened.map(({ timeline }) => timeline.pictures.times));
  const { planned, endsEarly } = fitToSource(better ?? first, opened);
  const parts = better ? cutAs(better, opened) : opened;
  const timed = planned.parts.map((part, at) => ({
    ...part,
    times: parts[at]?.timeline.pictures.times.map(time => time + (parts[at]?.offsetSeconds ?? 0)) ?? [],
  }));
  const laid = layParts(timed, planned.output.video.fps, planned.durationSeconds, planned.endsWithSource);
  if (laid === null)
    throw new WorkError('clip-empty', { message: 'There is no picture between the two moments.' });
  const plan = withLength(planned, laid);
  const { output } = plan;
  const path = join(bench.folder, `clip.${output.container}`);
  await encodeParts(plan, laid, parts, { ...bench, output: path }, maxOpenPixels);
  await checkParts(plan, laid, parts, bench.folder);
  const probed = await probeOutput(() => probeFile(path, OWN_DATA_BYTES));
  verifyOutput(probed, output, gridOf(plan, laid));
  await checkClipLook(plan, laid, parts, { ...bench, output: path });
  await checkClipQuality(plan, laid, parts, { ...bench, output: path });
  const readBytes = [...new Set(parts.map(({ fetched }) => fetched))].reduce(
    (sum, one) => sum + one.readBytes,
    0,
  );
  const isCutShort = endsEarly && parts.at(-1)?.timeline.incomplete === true;
  return { path, probed, plan, startSeconds: laid.startSeconds, readBytes, isCutShort };
}

/** Files that are open are cut as another plan has it. */
function cutAs(plan: ClipPlan, parts: PartFile[]): PartFile[] {
  return parts.map(file => {
    const { source } = sourceAt(plan.parts, file.part);
    return { ...file, cut: cutOfFile(plan, source, file.fetched) };
  });
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
