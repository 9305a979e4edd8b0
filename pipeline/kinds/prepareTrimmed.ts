import type { Job } from '../../contract/job.ts';
import { finalKey } from '../../contract/keys/finalKey.ts';
import { WorkError } from '../../failures/workError.ts';
import { fetchedBytes } from '../../media/clips/fetch/fetchedBytes.ts';
import { type MadeClip, makeClip } from '../../media/clips/make/makeClip.ts';
import type { ClipPlan } from '../../media/clips/plan/clipPlan.ts';
import { planTrim, type Trim } from '../../media/clips/plan/planTrim.ts';
import { incompleteBy } from '../../media/plan/incomplete.ts';
import { predictEncode } from '../../media/plan/predict.ts';
import type { Probe } from '../../media/probe/probe.ts';
import { withoutSound } from '../../media/probe/withoutSound.ts';
import type { Bench } from '../../media/run/bench.ts';
import { betterRate } from '../../media/timeline/betterRate.ts';
import { withRate } from '../../media/timeline/pictureRate.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { type Made, type PreparedSource, type Ranges, wholeSource } from './prepared.ts';
import { videoFacts, videoType } from './prepareVideo.ts';

/** What is wanted of a video. */
interface Wanted {
  source: Job['source'];
  trim: Trim;
  preset: VideoPreset;
}

/**
 * A part of a video: one file, of which no more is read than that part needs.
 * @throws {WorkError} of class `input`, as planTrim.
 */
export function prepareTrimmed(
  probed: Probe,
  preset: VideoPreset,
  { source, trim }: { source: Job['source']; trim: Trim },
): PreparedSource & { plan: ClipPlan } {
  const wanted: Wanted = { source, trim, preset };
  const plan = planOf(probed, wanted);
  const key = finalKey(plan.output.container, source.key);
  return {
    ...wholeSource(source),
    ...{ probed, plan, key, files: 1 },
    sourceBytes: neededBytes(source, probed, plan),
    // What is needed is read by ranges as it is made.
    fetch: async () => {},
    predict: vcpus => predictEncode(plan.output, vcpus),
    make: async (bench, ranges) => filesOf(await cut(plan, probed, wanted, bench, ranges), key),
  };
}

function planOf(probed: Probe, { source: { key }, trim, preset }: Wanted): ClipPlan {
  return planTrim({ name: key, probe: probed }, trim, preset);
}

/** An end that is left out is where the header has it. */
function neededBytes(
  { sizeBytes }: Wanted['source'],
  probe: Probe,
  { parts, durationSeconds }: ClipPlan,
): number {
  const ended = parts.map(part => ({ ...part, toSeconds: part.fromSeconds + durationSeconds }));
  return fetchedBytes({ sources: [{ probe, sizeBytes }], parts: ended });
}

/** As whole videos are made: at the rate that is measured, and without sound that ffmpeg is not let decode. */
async function cut(
  plan: ClipPlan,
  probed: Probe,
  wanted: Wanted,
  bench: Bench,
  ranges: Ranges,
): Promise<MadeClip> {
  const { source } = wanted;
  const readRange = (offset: number, length: number) => ranges.readRange(source, offset, length);
  const sources = [{ name: source.key, probe: probed, sizeBytes: source.sizeBytes, readRange }];
  const replan = ([times = []]: number[][]) => {
    const rate = betterRate({ ...plan.output, ...plan.sources[0] }, times);
    return rate === null ? null : planOf(withRate(probed, rate), wanted);
  };
  try {
    return await makeClip(plan, sources, bench, { replan });
  } catch (error) {
    if (plan.output.audio === null || !(error instanceof WorkError) || error.code !== 'codec') throw error;
    const silent = withoutSound(probed);
    return await cut(planOf(silent, wanted), silent, wanted, bench, ranges);
  }
}

function filesOf({ path, probed, plan, isCutShort }: MadeClip, key: string): Made {
  const { output, durationSeconds } = plan;
  return {
    files: [{ path, key, contentType: videoType(output) }],
    facts: {
      ...videoFacts(probed, output),
      ...(isCutShort && { incomplete: incompleteBy(durationSeconds, null) }),
    },
  };
}
