import type { S3Client } from '@aws-sdk/client-s3';
import { refuse } from '../../../failures/refuse.ts';
import type { Recording, Recordings } from '../../../pipeline/ports/sources.ts';
import { allRecordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import type { ClipPreset } from '../../../presets/schema/clipPreset.ts';
import { s3Sources } from '../s3/source/s3Sources.ts';
import { mayHold } from './mayHold.ts';
import { recordingsFrom } from './recordingsFrom.ts';

export type ByKey = Extract<ClipPreset['recordings'], { by: 'key' }>;

/** Recordings that are known by their keys in a bucket. */
export function recordingsByKey(s3: S3Client, bucket: string, preset: ByKey): Recordings {
  const forms = allRecordingKeys(preset);
  const sources = s3Sources(s3);
  return {
    find: async (camera, span) => {
      checkCamera(camera, preset);
      const found = new Map<string, Recording>();
      for (const keys of forms) {
        const place = { bucket, keys, camera, longestSeconds: preset.longestSeconds };
        for (const one of await recordingsFrom(s3, place, span)) {
          if (!found.has(one.source.key)) found.set(one.source.key, one);
        }
      }
      return mayHold([...found.values()], span, preset.longestSeconds);
    },
    readRange: ({ source }, offset, length) => sources.readRange(source, offset, length),
  };
}

function checkCamera(camera: string, { cameras }: ByKey): void {
  if (!cameras || cameras.includes(camera)) return;
  refuse('unknown-camera', `There is no camera "${camera}"; there are: ${cameras.join(', ')}.`);
}
