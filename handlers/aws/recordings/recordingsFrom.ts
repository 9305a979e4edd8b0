import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { Recording } from '../../../pipeline/ports/sources.ts';
import { keyRange } from '../../../presets/recordings/keyRange.ts';
import { type KeyFacts, keyReader } from '../../../presets/recordings/readKey.ts';
import type { RecordingKeys } from '../../../presets/recordings/recordingKeys.ts';

/** What is listed, and by which template. */
export interface ListedKeys {
  bucket: string;
  keys: RecordingKeys;
  camera: string;
  /** No recording is longer. */
  longestSeconds: number;
}

type Listed = NonNullable<ListObjectsV2CommandOutput['Contents']>[number];

/**
 * A camera's recordings that may not have ended before a moment, up to the first one after another; milliseconds since
 * 1970. Listed from a key that is computed, and no further than needed; of a camera that has gone silent, where its keys
 * lie among others', no further than its longest recording.
 */
export async function recordingsFrom(
  s3: S3Client,
  { bucket, keys, camera, longestSeconds }: ListedKeys,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<Recording[]> {
  const beginMs = fromMs - longestSeconds * 1_000 - keys.precisionMs;
  const endOf = (ms: number) => keyRange(keys, camera, { fromMs: beginMs, toMs: ms }).endsAt;
  const { prefix, startAfter } = keyRange(keys, camera, { fromMs: beginMs, toMs });
  const read = keyReader(keys, camera);
  const found: Recording[] = [];
  let end = isItsOwn(keys) ? undefined : endOf(toMs + longestSeconds * 1_000);
  for await (const page of pagesOf(s3, { Bucket: bucket, Prefix: prefix, StartAfter: startAfter })) {
    for (const object of page) {
      const facts = read(object.Key ?? '');
      if (facts && object.Size) found.push(recordingOf(bucket, object, facts, keys));
    }
    const after = Math.min(...found.map(({ startMs }) => startMs).filter(ms => ms >= toMs));
    if (Number.isFinite(after)) end = endOf(after);
    if (end !== undefined && (page.at(-1)?.Key ?? '') > end) break;
  }
  return found;
}

/** Whether nobody else's keys lie between a camera's. */
function isItsOwn({ parts }: RecordingKeys): boolean {
  return parts.findIndex(({ is }) => is === 'camera') < parts.findIndex(({ is }) => is === 'start');
}

async function* pagesOf(
  s3: S3Client,
  from: { Bucket: string; Prefix: string; StartAfter: string },
): AsyncGenerator<Listed[]> {
  let next: string | undefined;
  do {
    const more = next === undefined ? {} : { ContinuationToken: next };
    const { Contents = [], NextContinuationToken } = await s3.send(
      new ListObjectsV2Command({ ...from, ...more }),
    );
    yield Contents;
    next = NextContinuationToken;
  } while (next !== undefined);
}

function recordingOf(
  bucket: string,
  { Key = '', ETag = '', Size = 0, LastModified }: Listed,
  { moments, toldSeconds }: KeyFacts,
  { precisionMs }: RecordingKeys,
): Recording {
  const source = { bucket, key: Key, version: ETag.replaceAll('"', ''), sizeBytes: Size };
  return { source, startMs: momentOf(moments, LastModified), precisionMs, toldSeconds };
}

/** Of an hour that comes twice, the later one that had begun when the recording was stored. */
function momentOf(moments: number[], stored: Date | undefined): number {
  const [first = 0] = moments;
  return moments.findLast(moment => stored && moment <= stored.getTime()) ?? first;
}
