import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import { keyRange } from '../../../presets/recordings/keyRange.ts';
import { cameraOf, keyReader } from '../../../presets/recordings/readKey.ts';
import { type RecordingKeys, recordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';

type Recordings = NonNullable<DeployedRendition['recordings']>;

/** So many cameras are named where one is not known. */
const NAMED = 12;

/**
 * Refuses a camera that nobody can have meant: one that the preset does not list, or that has no recording at all, of which a
 * clip would only wait in vain. What an API knows only the API can tell.
 * @throws {CommandError} 1 naming those that there are.
 */
export async function checkCamera(s3: S3Client, camera: string, recordings: Recordings): Promise<void> {
  const { by, bucket, cameras, templates = [], timeZone } = recordings;
  if (by === 'api') return;
  if (cameras?.includes(camera)) return;
  if (cameras) throw unknown(camera, cameras, 'the preset lists');
  const forms = templates.map(template => recordingKeys(template, timeZone));
  for (const keys of forms) if (await mayHave(s3, bucket, keys, camera)) return;
  const there = await Promise.all(forms.map(keys => camerasOf(s3, bucket, keys)));
  throw unknown(camera, [...new Set(there.flat())], `there are in bucket ${bucket}`);
}

/** True as well where a page of keys cannot tell. */
async function mayHave(s3: S3Client, Bucket: string, keys: RecordingKeys, camera: string): Promise<boolean> {
  const { prefix: Prefix } = keyRange(keys, camera, { fromMs: 0, toMs: 0 });
  const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  const read = keyReader(keys, camera);
  return IsTruncated === true || Contents.some(({ Key = '' }) => read(Key) !== null);
}

/** Those of a page: folders, where each camera has one. */
async function camerasOf(s3: S3Client, Bucket: string, keys: RecordingKeys): Promise<string[]> {
  const at = keys.parts.findIndex(({ is }) => is === 'camera');
  const before = keys.parts.slice(0, at).map(part => (part.is === 'literal' ? part.text : null));
  const next = keys.parts[at + 1];
  if (!before.includes(null) && next?.is === 'literal' && next.text.startsWith('/')) {
    const Prefix = before.join('');
    const { CommonPrefixes = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }),
    );
    return CommonPrefixes.map(one => (one.Prefix ?? '').slice(Prefix.length, -1));
  }
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.flatMap(({ Key = '' }) => cameraOf(keys, Key) ?? []);
}

function unknown(camera: string, there: string[], where: string): CommandError {
  const named = there.slice(0, NAMED).map(printable).join(', ');
  const more = there.length > NAMED ? ` and ${there.length - NAMED} more` : '';
  const known = there.length === 0 ? 'there are no recordings at all' : `${where}: ${named}${more}`;
  return new CommandError(
    1,
    `Camera "${printable(camera)}" has no recordings; ${known}. --new-camera asks all the same, for one whose first is still to come.`,
  );
}
