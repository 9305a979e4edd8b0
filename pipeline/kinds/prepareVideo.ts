import { join } from 'node:path';
import { adaptPlan } from '../../media/adaptPlan.ts';
import { ffmpegArgs } from '../../media/ffmpegArgs.ts';
import { mediaConvertSettings } from '../../media/mediaConvertJob.ts';
import { mediaConvertRefusal } from '../../media/mediaConvertRefusal.ts';
import { outputBudget } from '../../media/outputBudget.ts';
import { type Plan, planRendition } from '../../media/plan.ts';
import { predictEncode } from '../../media/predict.ts';
import type { Probe } from '../../media/probe.ts';
import { probeFile } from '../../media/probeFile.ts';
import { checkMetric } from '../../media/quality/checkMetric.ts';
import { checkQuality } from '../../media/quality/checkQuality.ts';
import { verifyOutput } from '../../media/verify.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import type { Job, OutputFacts } from '../job.ts';
import { finalKey } from './finalKey.ts';
import type { Bench, Made, Prepared } from './prepared.ts';

/** A video: one file, encoded here or by MediaConvert. */
export function prepareVideo(probe: Probe, preset: VideoPreset, { source }: Pick<Job, 'source'>): Prepared {
  const plan = planRendition(probe, preset);
  // Too long a name is told now, not after the work.
  const key = finalKey(plan.container, source.key);
  const refusal = mediaConvertRefusal(probe, plan);
  return {
    plan,
    key,
    predict: vcpus => predictEncode(plan, vcpus),
    managed:
      refusal === null
        ? { can: true, settings: urls => mediaConvertSettings(plan, urls) }
        : { can: false, why: refusal },
    make: bench => encode(plan, key, bench),
  };
}

/** What the ledger keeps of a video, by either engine. */
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

async function encode(planned: Plan, key: string, { folder, input, run, onProgress }: Bench): Promise<Made> {
  const plan = await adaptPlan(planned, { folder, input, run });
  const path = join(folder, `output.${plan.container}`);
  await checkMetric(plan, { run });
  await run(ffmpegArgs(plan, { input, output: path, progress: true }), {
    fileBytes: outputBudget(plan).bytes,
    onProgress: ({ outTimeSeconds }) => onProgress(outTimeSeconds / plan.durationSeconds),
  });
  const probed = await probeFile(path);
  verifyOutput(probed, plan);
  await checkQuality(plan, { folder, input, output: path, run });
  return { files: [{ path, key, contentType: videoType(plan) }], facts: videoFacts(probed, plan) };
}
