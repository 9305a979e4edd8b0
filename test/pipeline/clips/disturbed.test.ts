import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClipManifest, readClipManifest } from '../../../contract/clips/clipManifest.ts';
import { WorkError } from '../../../failures/workError.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { Recordings } from '../../../pipeline/ports/sources.ts';
import { randomFrom } from '../../presets/recordings/randomFrom.ts';
import { OUTPUT } from '../support/bench.ts';
import { type ClipBench, HOUR, openClipBench, RECORDINGS, spanOf } from './clipBench.ts';

const SECONDS = 4;
const ROUNDS = 3;

/** At most, of each round. */
const FAULTS = 4;
const COLOURS = ['red', 'blue'] as const;
type Colour = (typeof COLOURS)[number];

let bench: ClipBench;
const films = new Map<Colour, Buffer>();

beforeAll(async () => {
  bench = await openClipBench();
  for (const colour of COLOURS) {
    const source = `color=c=${colour}:size=256x144:rate=25:duration=${SECONDS}`;
    films.set(
      colour,
      readFileSync(await makeClip(join(bench.folder, `${colour}.mp4`), { source, seconds: SECONDS })),
    );
  }
});

afterAll(() => bench?.close());

const eTagOf = (colour: Colour) =>
  createHash('md5')
    .update(films.get(colour) as Buffer)
    .digest('hex');

function keyOf(camera: string, second: number): string {
  const start = new Date(HOUR + second * 1_000).toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
  return `${camera}/${start}-${SECONDS}.mp4`;
}

async function put(Key: string, colour: Colour): Promise<void> {
  await bench.clients.s3.send(new PutObjectCommand({ Bucket: RECORDINGS, Key, Body: films.get(colour) }));
}

/** What the clip shows at a moment, seconds. */
function colourAt(path: string, seconds: number): Colour {
  const args = ['-v', 'error', '-ss', String(seconds), '-i', path, '-frames:v', '1', '-vf', 'scale=1:1'];
  const [red = 0, , blue = 0] = execFileSync(findFfmpeg(process.env), [
    ...args,
    ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
  ]);
  return red > blue ? 'red' : 'blue';
}

async function bytesOf(Key: string): Promise<Buffer> {
  const { Body } = await bench.clients.s3.send(new GetObjectCommand({ Bucket: OUTPUT, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** A recording that was away while it was looked for is a gap, seconds; ahead of all others there is no picture to hold. */
function missedAtFirst({ span, gaps = [] }: ClipManifest): number {
  const first = gaps.find(({ fromMs }) => 'fromMs' in span && fromMs === span.fromMs);
  return first ? (first.toMs - first.fromMs) / 1_000 : 0;
}

it('whatever befalls recordings while they are cut, a clip that is complete shows those that it tells of', async () => {
  const random = randomFrom('disturbed clips');
  let left = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const camera = `round${round}`;
    const keys = [keyOf(camera, 0), keyOf(camera, SECONDS)];
    for (const key of keys) await put(key, random.one([...COLOURS]));
    const { recordings } = bench.clips().ports;
    let faults = FAULTS;
    const disturbed: Recordings = {
      find: async (...asked) => {
        if (faults > 0 && random.below(0, 3) === 0) {
          faults -= 1;
          throw new WorkError('api-unavailable', { message: 'It is down.' });
        }
        const found = (await recordings?.find(...asked)) ?? [];
        if (random.below(0, 2) === 0) await new Promise(done => setTimeout(done, random.below(1, 40)));
        return found;
      },
      readRange: async (...asked) => {
        const key = random.one(keys);
        const fate = faults > 0 ? random.below(0, 6) : 6;
        if (fate < 2) {
          faults -= 1;
          if (fate === 0) await put(key, random.one([...COLOURS]));
          else {
            await bench.clients.s3.send(new DeleteObjectCommand({ Bucket: RECORDINGS, Key: key }));
            setTimeout(() => void put(key, random.one([...COLOURS])), 30);
          }
        }
        return (await recordings?.readRange(...asked)) ?? new Uint8Array();
      },
    };
    const worker = bench.clips({ ports: { recordings: disturbed }, settings: { maxReceiveCount: 50 } });
    const request = { span: spanOf(camera, 1, 7), clipId: 'it' };
    let isDone = false;
    for (let receiveCount = 1; receiveCount <= 40 && !isDone; receiveCount += 1) {
      isDone = (await bench.ask(worker, request, { receiveCount })).acknowledge;
    }
    left += faults;
    expect(isDone, camera).toBe(true);
    expect(await bench.clip(worker, request), camera).toMatchObject({ state: 'complete' });
    const manifest = readClipManifest((await bytesOf(`${camera}/it/manifest.json`)).toString());
    const path = join(bench.folder, `${camera}.mp4`);
    writeFileSync(path, await bytesOf(`${camera}/it/clip.mp4`));
    for (const { atSeconds, version } of manifest.taken ?? []) {
      expect(version, camera).toBe(eTagOf(colourAt(path, atSeconds + 0.5)));
    }
    expect(manifest.video.durationSeconds, camera).toBeCloseTo(6 - missedAtFirst(manifest), 1);
  }
  expect(left).toBeLessThan(ROUNDS * FAULTS);
});
