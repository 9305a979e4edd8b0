import { App } from 'aws-cdk-lib';
import { ConfigError } from '../failures/configError.ts';
import { loadProfile, loadProfiles, presetsOf } from '../profiles/index.ts';
import { buildApp } from './buildApp.ts';

try {
  await synthesize();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function synthesize(): Promise<void> {
  const profileName = await contextProfile();
  const profile = await loadProfile(profileName);
  const presets = await presetsOf(profile);
  const app = buildApp(profile, presets, { profileName, outdir: process.env.CDK_OUTDIR ?? 'cdk.out' });
  // They cost a second and a half, and tests hold the local profile to the same rules: it just starts.
  if (profileName !== 'local') (await import('./rules/addChecks.ts')).addChecks(app);
  app.synth();
}

/** `-c profile=NAME`. The CDK CLI hands its context over by ways of its own, which an App knows. */
async function contextProfile(): Promise<string> {
  const context: unknown = new App({ autoSynth: false }).node.tryGetContext('profile');
  if (typeof context === 'string') return context;
  const profiles = await loadProfiles();
  throw new ConfigError(
    `Name the deployment with -c profile=NAME; there are: ${[...profiles.keys()].join(', ')}.`,
  );
}
