import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { downloadObject } from '../../../cli/transfer/downloadObject.ts';
import { startS3 } from '../../emulator/s3/startS3.ts';

const Bucket = 'videos';
const FILM = randomBytes(3_000_000);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-download-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Each range that was asked for; undefined for the whole. */
function rangesAskedOf(client: S3Client): (string | undefined)[] {
  const asked: (string | undefined)[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      args => {
        if (commandName === 'GetObjectCommand') asked.push((args.input as { Range?: string }).Range);
        return next(args);
      },
    { step: 'initialize' },
  );
  return asked;
}

it('brings an object into a folder that it makes, and leaves it alone the next time', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a.mp4', Body: FILM }));
  const path = join(folder, 'new/folder/a.mp4');
  const asked = rangesAskedOf(client);
  const request = { bucket: Bucket, key: 'a.mp4', path };
  expect(await downloadObject(client, request)).toEqual({ sizeBytes: FILM.length, skipped: false });
  expect(readFileSync(path).equals(FILM)).toBe(true);
  expect(await downloadObject(client, request)).toEqual({ sizeBytes: FILM.length, skipped: true });
  expect(asked).toEqual([undefined]);
});

it('goes on where it was broken off', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'b.mp4', Body: FILM }));
  const path = join(folder, 'b.mp4');
  writeFileSync(`${path}.fanreel-part`, FILM.subarray(0, 1_000_000));
  const asked = rangesAskedOf(client);
  await downloadObject(client, { bucket: Bucket, key: 'b.mp4', path });
  expect(asked).toEqual(['bytes=1000000-']);
  expect(readFileSync(path).equals(FILM)).toBe(true);
});

it('keeps nothing whose checksum is wrong, and has it right the next time', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ Bucket, Key: 'c.mp4', Body: FILM }));
  const path = join(folder, 'c.mp4');
  const request = { bucket: Bucket, key: 'c.mp4', path };
  writeFileSync(`${path}.fanreel-part`, randomBytes(1_000_000));
  await expect(downloadObject(client, request)).rejects.toThrow(/is not what S3 has/);
  expect(existsSync(path)).toBe(false);
  await downloadObject(client, request);
  expect(readFileSync(path).equals(FILM)).toBe(true);
});

it('says so of an object that has gone', async () => {
  const { client } = await startS3();
  const gone = downloadObject(client, { bucket: Bucket, key: 'gone.mp4', path: join(folder, 'gone.mp4') });
  await expect(gone).rejects.toThrow('There is no object s3://videos/gone.mp4 any more.');
});
