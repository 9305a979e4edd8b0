import { basename, parse } from 'node:path';
import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import type { EngineName } from '../../../contract/job.ts';
import { stagingKey } from '../../../contract/keys/stagingKey.ts';
import type { Failure } from '../../../failures/failure.ts';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { managedRefusal, settingsOf } from '../../../pipeline/engines/mediaconvert/askMediaConvert.ts';
import { mediaConvertEngine } from '../../../pipeline/engines/mediaconvert/mediaConvertEngine.ts';
import type { Prepared } from '../../../pipeline/kinds/prepared.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { chooseWanted, inputBucketOf, predictWanted, prepareWanted } from '../../decide/decide.ts';
import { refusalOf } from '../../source/refusal.ts';
import { shellLine } from '../../terminal/shellLine.ts';

type AnyPlan = Prepared['plan'];

/** What the pipeline would make of a source by one preset, and how; or why it would not. */
export type RenditionPlan = { preset: string } & (
  | { refusal: Failure; plan?: AnyPlan }
  | {
      plan: AnyPlan;
      predicted: { seconds: number; outputBytes: number; vcpus: number };
      engine: EngineName;
      reason: string;
      /** Why MediaConvert could not; its settings where it is chosen, with made-up bucket names. */
      mediaConvert: { refusal: string | null; settings?: JobSettings };
      /** A video's encode as this machine would run it; written into the folder where the shell stands. */
      ffmpeg?: { command: string; args: string[] };
    }
);

export interface PlanRequest {
  name: string;
  preset: Preset;
  probed: Probe;
  /** Where ffmpeg on this machine finds the source. */
  path: string;
  profile: Profile;
  ffmpegBin: string;
}

/** Plans, predicts and chooses as makeRendition does, with a profile's limits and without touching anything. */
export function planFor(request: PlanRequest): RenditionPlan {
  const { name: preset, path } = request;
  const wanted = { ...request, key: basename(path) };
  let plan: AnyPlan | undefined;
  try {
    const prepared = prepareWanted(wanted);
    plan = prepared.plan;
    const { engine, reason } = chooseWanted(prepared, wanted);
    return {
      preset,
      plan,
      predicted: predictWanted(prepared, wanted),
      engine: engine.name,
      reason,
      mediaConvert: {
        refusal: managedRefusal(prepared),
        ...(engine === mediaConvertEngine && { settings: managedSettings(prepared, request) }),
      },
      ...commandFor(plan, request),
    };
  } catch (error) {
    return { preset, refusal: refusalOf(error), ...(plan && { plan }) };
  }
}

function managedSettings(prepared: Prepared, { name, path, profile }: PlanRequest): JobSettings {
  return settingsOf(prepared, {
    input: `s3://${inputBucketOf(profile)}/${basename(path)}`,
    destination: `s3://${profile.prefix}-${name}/${stagingKey('JOB', 1)}`,
  });
}

/** Images have none: each run of ffmpeg asks for what the one before has found. */
function commandFor(
  plan: AnyPlan,
  { name, path, ffmpegBin }: PlanRequest,
): { ffmpeg?: { command: string; args: string[] } } {
  if (plan.kind !== 'video') return {};
  const output = `${parse(path).name}.${name}.${plan.container}`;
  const args = ffmpegArgs(plan, { input: path, output });
  return { ffmpeg: { command: shellLine([ffmpegBin, ...args]), args } };
}
