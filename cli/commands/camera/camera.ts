import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { recordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import { writeKey } from '../../../presets/recordings/writeKey.ts';
import { clipPresetNamed } from '../../aws/clipPresetNamed.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { formatBytes } from '../../terminal/units.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import type { Size } from './picture.ts';
import { record } from './record.ts';

export interface CameraOptions extends ConnectionOptions {
  /** Seconds. */
  every: number;
  drift: number;
  gap?: number;
  for?: number;
  size: Size;
  preset?: string;
  json?: boolean;
}

/** Puts a recording where its camera's are; what it is called then, and its size. */
type Write = (startMs: number) => Promise<{ key: string; sizeBytes: number }>;

/** `fanreel camera`: recordings of a bar code and the time, one after the other as they would come of a camera. */
export function camera(name: string, options: CameraOptions): Promise<void> {
  const { every, drift } = options;
  if (every + drift < 0.5)
    throw new CommandError(2, '--drift leaves nothing of a recording: make --every longer.');
  const signal = untilStopped();
  return withDeployment(
    options,
    async (deployment, { clientConfig }) => {
      const { recordings } = clipPresetNamed(deployment, options.preset);
      const [template] = recordings?.templates ?? [];
      if (!recordings || template === undefined) {
        throw new CommandError(
          1,
          'This preset asks an API for recordings: the API would have to know of them.',
        );
      }
      const keys = recordingKeys(template, recordings.timeZone);
      const keyOf = (startMs: number) => writeKey(keys, { camera: name, startMs, seconds: every });
      checkName(name, keyOf);
      const folder = mkdtempSync(join(tmpdir(), 'fanreel-camera-'));
      const place = { s3: new S3Client(clientConfig), bucket: recordings.bucket, folder };
      try {
        await play(startMs => write(keyOf(startMs), startMs, options, place), options, signal);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    signal,
  );
}

function checkName(name: string, keyOf: (startMs: number) => string): void {
  try {
    keyOf(0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CommandError(
      2,
      `"${printable(name)}" is no camera's name: letters, digits, dots, dashes and underscores, 128 at most.`,
    );
  }
}

/** Each recording is there when it would have ended; one that is under way when somebody stops it is left out as a whole. */
async function play(write: Write, options: CameraOptions, signal: AbortSignal): Promise<void> {
  const { every, gap, json } = options;
  const count = options.for === undefined ? Number.POSITIVE_INFINITY : Math.floor(options.for / every);
  if (count === 0) throw new CommandError(2, '--for is shorter than one recording: make --every shorter.');
  const beginMs = Math.ceil(Date.now() / 1_000) * 1_000;
  for (let index = 0; index < count; index += 1) {
    const startMs = beginMs + index * every * 1_000;
    const isOver = sleep(Math.max(0, startMs + every * 1_000 - Date.now()), true, { signal });
    if (!(await isOver.catch(() => false))) return;
    if (gap !== undefined && (index + 1) % gap === 0) continue;
    const { key, sizeBytes } = await write(startMs);
    if (json) print(JSON.stringify({ key, startMs, seconds: every, sizeBytes }));
    else print(`${printable(key)}  ${formatBytes(sizeBytes)}`);
  }
}

async function write(
  key: string,
  startMs: number,
  { every, drift, size }: CameraOptions,
  { s3, bucket, folder }: { s3: S3Client; bucket: string; folder: string },
) {
  const path = join(folder, 'recording.mp4');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  await record(findFfmpeg(process.env), path, { startMs, seconds: every + drift, size, zone });
  const Body = await readFile(path);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: 'video/mp4' }));
  return { key, sizeBytes: Body.length };
}
