import { basename, parse } from 'node:path';
import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import type { EngineName } from '../../../contract/job.ts';
import { stagingKey } from '../../../contract/keys/stagingKey.ts';
import type { Failure } from '../../../failures/failure.ts';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { choose } from '../../../pipeline/engines/choose.ts';
import { enginesFor } from '../../../pipeline/engines/engines.ts';
import { managedRefusal, settingsOf } from '../../../pipeline/engines/mediaconvert/askMediaConvert.ts';
import { mediaConvertEngine } from '../../../pipeline/engines/mediaconvert/mediaConvertEngine.ts';
import { prepare } from '../../../pipeline/kinds/prepare.ts';
import type { Prepared } from '../../../pipeline/kinds/prepared.ts';
import { vcpusOf } from '../../../pipeline/worker/vcpus.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { type Profile, segmentWorkersOf, targetSecondsOf } from '../../../profiles/schema/profile.ts';
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
  const { name: preset, profile } = request;
  let plan: AnyPlan | undefined;
  try {
    const job = jobFor(request);
    const prepared = prepare(request.probed, request.preset, job);
    plan = prepared.plan;
    const vcpus = vcpusOf(profile.function.memoryMb);
    const predicted = { ...prepared.predict(vcpus), vcpus };
    const settings = settingsFor(profile);
    const { engine, reason } = choose(enginesFor(settings), {
      prepared,
      job: { ...job, attempts: [] },
      messageId: '',
      settings,
    });
    return {
      preset,
      plan,
      predicted,
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

function jobFor({ name, path, profile, probed }: PlanRequest): Parameters<typeof prepare>[2] {
  const { sizeBytes } = probed;
  const source = { bucket: inputBucket(profile), key: basename(path), version: 'none', sizeBytes };
  return { rendition: name, source };
}

/** As the local profile has it; a deployment's generated names are known to its stack only. */
function inputBucket({ inputBucket, prefix }: Profile): string {
  return inputBucket ?? `${prefix}-input`;
}

function settingsFor(profile: Profile) {
  const {
    function: size,
    mediaConvert: { enabled, aboveEncodeSeconds },
  } = profile;
  return {
    size,
    timeoutSeconds: size.timeoutSeconds,
    managed: { enabled, aboveSeconds: aboveEncodeSeconds },
    segmentWorkers: segmentWorkersOf(profile),
    targetSeconds: targetSecondsOf(profile),
  };
}

function managedSettings(prepared: Prepared, { name, path, profile }: PlanRequest): JobSettings {
  return settingsOf(prepared, {
    input: `s3://${inputBucket(profile)}/${basename(path)}`,
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
