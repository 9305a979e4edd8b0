import type { S3Client } from '@aws-sdk/client-s3';
import { WorkError } from '../../../failures/workError.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { prepareWanted } from '../../decide/decide.ts';
import type { PlannedJob } from '../../ledger/ledgerReader.ts';
import { objectRanges } from '../../source/openObject.ts';
import { probeSource } from '../../source/probeSource.ts';
import { headSource } from '../../stock/headObject.ts';

/** What a plan says that follows from the preset, by where it stands there: `video.crf`. */
export type Changes = Record<string, { was: unknown; is: unknown }>;

/** Of a plan, what a preset decides; lengths and reasons follow from the source. */
const DECIDED = ['video', 'audio', 'container', 'quality', 'format'] as const;

export interface ChangesPlace {
  s3: S3Client;
  profile: Profile;
}

/** What today's preset would do otherwise with the same source; null where its plan is not known any more, or the source is another. */
export async function changesOf(
  { source, plan, rendition }: PlannedJob,
  preset: Preset,
  { s3, profile }: ChangesPlace,
): Promise<Changes | null> {
  const { bucket, key } = source;
  const now = plan && (await headSource(s3, bucket, key));
  if (!now || now.version !== source.version) return null;
  const readRange = objectRanges(s3, { bucket, key, eTag: undefined });
  const probed = await probeSource({ sizeBytes: now.sizeBytes, readRange, path: key });
  if ('refusal' in probed) return null;
  try {
    const { plan: today } = prepareWanted({ name: rendition, preset, probed, key, profile });
    return differences(decided(plan), decided(today));
  } catch (error) {
    if (error instanceof WorkError) return null;
    throw error;
  }
}

function decided(plan: object): object {
  return Object.fromEntries(DECIDED.map(name => [name, Reflect.get(plan, name)]));
}

/** Leaves that differ, by their path. */
export function differences(was: object, is: object): Changes {
  const [before, after] = [leaves(was), leaves(is)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return Object.fromEntries(
    paths
      .filter(path => before.get(path) !== after.get(path))
      .map(path => [path, { was: before.get(path) ?? null, is: after.get(path) ?? null }]),
  );
}

function leaves(value: unknown, path: string[] = []): Map<string, unknown> {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object') return new Map([[path.join('.'), value]]);
  return new Map(Object.entries(value).flatMap(([name, field]) => [...leaves(field, [...path, name])]));
}
