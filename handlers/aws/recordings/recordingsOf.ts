import type { S3Client } from '@aws-sdk/client-s3';
import { ConfigError } from '../../../failures/configError.ts';
import type { Recordings } from '../../../pipeline/ports/sources.ts';
import type { ClipPreset } from '../../../presets/schema/clipPreset.ts';
import { makeApiClient } from '../api/makeApiClient.ts';
import { s3Sources } from '../s3/source/s3Sources.ts';
import { recordingsByApi } from './byApi.ts';
import { recordingsByKey } from './byKey.ts';

/** Where a clip preset's cameras keep their recordings. `bucket` is where their keys are. */
export function recordingsOf(
  { recordings, api }: Pick<ClipPreset, 'recordings' | 'api'>,
  bucket: string,
  s3: S3Client,
  env: { AWS_ENDPOINT_URL?: string },
): Recordings {
  if (recordings.by === 'key') return recordingsByKey(s3, bucket, recordings);
  if (!api) throw new ConfigError('The preset finds recordings by an API, and has none.');
  return recordingsByApi({ api: makeApiClient(api, env), paths: api, bucket, sources: s3Sources(s3) });
}
