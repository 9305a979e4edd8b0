import { App } from 'aws-cdk-lib';
import type { Preset } from '../presets/schema/preset.ts';
import type { Profile } from '../profiles/schema/profile.ts';
import { type HandlerCodes, PipelineStack } from './pipelineStack.ts';
import { checkNames } from './rules/checkNames.ts';

export interface BuildOptions {
  /** The profile's file name. `local` runs on the machine's own ffmpeg, so it needs no layer. */
  readonly profileName: string;
  /** Where the cloud assembly goes; default: CDK's choice, a new temporary folder. */
  readonly outdir?: string;
  /** The bundles to deploy; default: those of `handlers/`. */
  readonly handlers?: HandlerCodes;
}

/**
 * CDK's newer behaviours that this stack relies on, here and not in cdk.json, so that `node stacks/app.ts`, the
 * tests and the CDK CLI make the same template.
 */
const FEATURE_FLAGS = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:createDefaultLoggingPolicy': true,
  // Should a queue ever get a key of its own: only this topic may use it, not every topic there is.
  '@aws-cdk/aws-sns-subscriptions:restrictSqsDescryption': true,
  // Access logs by bucket policy: an ACL is refused by buckets that enforce their owner.
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
};

/**
 * The whole app: one stack, named after the profile's prefix, with a rendition for each preset.
 * @throws {ConfigError} when names collide, or a layer is needed and there is no ffmpeg fit for it.
 */
export function buildApp(profile: Profile, presets: Map<string, Preset>, options: BuildOptions): App {
  checkNames(profile, presets);
  const app = new App({
    outdir: options.outdir,
    // Else an app that failed half-way is written out as it ends, over a good one.
    autoSynth: false,
    analyticsReporting: false,
    builtinCloudFormationValidation: false, // addChecks.ts has it
    context: FEATURE_FLAGS,
  });
  new PipelineStack(app, profile.prefix, {
    profile,
    profileName: options.profileName,
    presets,
    ffmpegFromLayer: options.profileName !== 'local',
    handlers: options.handlers,
  });
  return app;
}
