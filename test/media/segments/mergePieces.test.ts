import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../../lab/support/clip.ts';
import {
  cutPieces,
  makePiece,
  makeSound,
  mergePieces,
  pieceFacts,
  pieceSource,
  readMerged,
  readStaged,
  type Staged,
  type StretchOf,
  stagedOf,
  verifyMerged,
} from '../../../media/segments/index.ts';
import { encodeVideo } from '../../../media/video/encodeVideo.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { benchFor, type InPieces, measureInPieces, PRESET, rangeOf } from './inPieces.ts';

/** With frames out of order, as in the presets that people use. */
const REORDERED: VideoPreset = { ...PRESET, encoderSpeed: 'veryfast' };

interface Parts {
  film: InPieces;
  paths: string[];
  soundPaths: string[];
  pieces: Staged[];
  sounds: Staged[];
}

let folder: string;
let parts: Parts;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-merge-'));
  parts = await makeParts('film.mp4', {});
});

async function makeParts(name: string, options: { audio?: boolean }): Promise<Parts> {
  const input = await makeClip(join(folder, name), {
    size: '128x72',
    seconds: 4.3,
    args: ['-g', '40'],
    ...options,
  });
  const film = await measureInPieces(input, REORDERED);
  const { measured, source, measuredAt } = film;
  const paths: string[] = [];
  for (const piece of cutPieces(measured.plan, measured.grid, 1)) {
    const cut = pieceSource(source, pieceFacts(measured), piece);
    paths.push((await makePiece(cut, rangeOf(input), await benchFor(input), 1)).path);
  }
  const pieces = await Promise.all(paths.map(readHead));
  const { audio } = measured.plan;
  if (audio === null) return { film, paths, soundPaths: [], pieces, sounds: [] };
  const path = await makeSound(measured, audio, { ...(await benchFor(input)), input: measuredAt });
  return { film, paths, soundPaths: [path], pieces, sounds: [await readHead(path)] };
}

const readHead = async (path: string) => readStaged(rangeOf(path), (await stat(path)).size);
const reader =
  ({ paths, soundPaths }: Parts) =>
  (of: Exclude<StretchOf, 'head'>, offset: number, length: number) =>
    rangeOf(stagedOf(of, { pieces: paths, sounds: soundPaths }) ?? '')(offset, length);

/** The merged film as a file. */
async function putTogether(made: Parts): Promise<string> {
  const merged = mergePieces(made.pieces, made.sounds);
  const path = join(await mkdtemp(join(folder, 'merged-')), 'merged.mp4');
  await writeFile(path, await readMerged(merged, reader(made))(0, merged.sizeBytes));
  return path;
}

/** What ffmpeg reports of a file's packets or frames, without their sizes and checksums. */
async function times(path: string, map: string, args: string[] = ['-c', 'copy']): Promise<string[]> {
  const report = await ffmpeg(['-i', path, '-map', map, ...args, '-f', 'framecrc', '-']);
  return report
    .toString()
    .split('\n')
    .map(line => (line.startsWith('#') ? line : line.split(',').slice(0, 4).join()));
}

test('the merged film has the packets of the whole, at the same times', async () => {
  const whole = await encodeVideo(parts.film.whole, await benchFor(parts.film.input, parts.film.input), 1);
  const merged = await putTogether(parts);

  expect(parts.pieces.length).toBeGreaterThan(3);
  expect(await times(merged, '0:v')).toEqual(await times(whole.path, '0:v'));
  expect(await times(merged, '0:a')).toEqual(await times(whole.path, '0:a'));
});

test('it decodes without a word, to the frames of its pieces', async () => {
  const merged = await putTogether(parts);
  const checksums = async (path: string) =>
    (await ffmpeg(['-xerror', '-i', path, '-map', '0:v', '-f', 'framecrc', '-']))
      .toString()
      .split('\n')
      .flatMap(line => (line.startsWith('0,') ? [line.split(',')[5]] : []));
  const ofPieces = [];
  for (const index of parts.pieces.keys()) ofPieces.push(...(await checksums(parts.paths[index] ?? '')));

  expect(await checksums(merged)).toEqual(ofPieces);
});

test('it is held against its plan before it is a file', async () => {
  const merged = mergePieces(parts.pieces, parts.sounds);
  const { plan, grid } = parts.film.measured;

  const probed = await verifyMerged(merged, reader(parts), { plan, grid }, await benchFor(parts.film.input));

  expect(probed).toMatchObject({ container: 'mp4', faststart: true, sizeBytes: merged.sizeBytes });
  expect(probed.video.frameCount).toBe(grid.frames);
  expect(merged.joins).toEqual([30, 90, 120]);
});

test('a piece whose bytes are not its own is found at its join', async () => {
  const merged = mergePieces(parts.pieces, parts.sounds);
  const { plan, grid } = parts.film.measured;
  const broken = async (of: Exclude<StretchOf, 'head'>, offset: number, length: number) => {
    const bytes = Buffer.from(await reader(parts)(of, offset, length));
    return of === 2 ? bytes.fill(0x5a) : bytes;
  };

  const verified = verifyMerged(merged, broken, { plan, grid }, await benchFor(parts.film.input));

  await expect(verified).rejects.toMatchObject({ code: 'output-mismatch' });
});

test('a film that lacks a piece is not the planned one', async () => {
  const merged = mergePieces(parts.pieces.slice(0, -1), parts.sounds);
  const { plan, grid } = parts.film.measured;

  const verified = verifyMerged(merged, reader(parts), { plan, grid }, await benchFor(parts.film.input));

  await expect(verified).rejects.toMatchObject({ message: expect.stringMatching(/number of frames/) });
});

test('a film without sound is merged as well', async () => {
  const mute = await makeParts('mute.mp4', { audio: false });
  const merged = mergePieces(mute.pieces, []);
  const { plan, grid } = mute.film.measured;

  const probed = await verifyMerged(merged, reader(mute), { plan, grid }, await benchFor(mute.film.input));

  expect(probed.audio).toBeNull();
});

test('pieces of other settings are not put together', async () => {
  const other = await makeClip(join(folder, 'other.mp4'), {
    size: '128x72',
    audio: false,
    args: ['-movflags', '+faststart'],
  });
  const staged = await readHead(other);

  expect(() => mergePieces([...parts.pieces, staged], [])).toThrow(/alike/);
});
