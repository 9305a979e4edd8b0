import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Preset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { shownCors } from './corsRules.ts';
import { ABORT_STALE_UPLOADS, bucketProps } from './storage.ts';

export interface RecordingsProps {
  readonly profile: Profile;
  readonly presets: Map<string, Preset>;
}

/**
 * Where cameras put their recordings, which clips are cut from: one for all presets of clips that name none, and none where
 * there is no such preset. Nobody is told of what comes in, for recordings are no uploads to be made renditions of. They are
 * kept until somebody deletes them, or sets a rule for that.
 */
export function recordingsBucket(
  scope: Construct,
  { profile, presets }: RecordingsProps,
  accessLogs: IBucket,
): Bucket | undefined {
  const isNeeded = [...presets.values()].some(
    preset => preset.kind === 'clip' && preset.recordings.bucket === undefined,
  );
  if (!isNeeded) return undefined;
  return new Bucket(scope, 'Recordings', {
    ...bucketProps(profile, { name: 'recordings', accessLogs }),
    cors: shownCors(profile),
    lifecycleRules: [ABORT_STALE_UPLOADS],
  });
}
