import type { Job, OutputFacts } from '../../contract/job.ts';
import { finalKey } from '../../contract/keys/finalKey.ts';
import { type Plan, planRendition } from '../../media/plan/plan.ts';
import { predictEncode } from '../../media/plan/predict.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { Bench } from '../../media/run/bench.ts';
import { makeVideo } from '../../media/video/makeVideo.ts';
import type { Replan } from '../../media/video/measureVideo.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { type Made, type PreparedSource, wholeSource } from './prepared.ts';

/** A video: one file, by any engine. */
export function prepareVideo(
  probed: Probe,
  preset: VideoPreset,
  { source }: Pick<Job, 'source'>,
): PreparedSource {
  const plan = planRendition(probed, preset);
  // Too long a name is told now, not after the work.
  const key = finalKey(plan.container, source.key);
  const replan: Replan = correct => planRendition(correct(probed), preset);
  return {
    ...wholeSource(source),
    probed,
    plan,
    key,
    files: 1,
    predict: vcpus => predictEncode(plan, vcpus),
    replan,
    make: bench => encode(plan, key, bench, replan),
  };
}

/** What the ledger keeps of a video, by any engine. */
export function videoFacts(probed: Probe, plan: Plan): OutputFacts {
  return {
    sizeBytes: probed.sizeBytes,
    durationSeconds: probed.durationSeconds ?? plan.durationSeconds,
    width: plan.video.width,
    height: plan.video.height,
  };
}

/** A video's type, as S3 serves it. */
export function videoType(plan: Plan): string {
  return `video/${plan.container}`;
}

async function encode(planned: Plan, key: string, bench: Bench, replan: Replan): Promise<Made> {
  const { path, probed, plan, incomplete } = await makeVideo(planned, bench, replan);
  return {
    files: [{ path, key, contentType: videoType(plan) }],
    facts: { ...videoFacts(probed, plan), ...(incomplete && { incomplete }) },
  };
}
