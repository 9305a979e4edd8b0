import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../../lab/support/clip.ts';
import { cutPieces, makePiece, makeSound, pieceFacts, pieceSource } from '../../../media/segments/index.ts';
import { encodeVideo } from '../../../media/video/encodeVideo.ts';
import { benchFor, type InPieces, measureInPieces, rangeOf } from './inPieces.ts';

let film: InPieces;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-make-'));
  const input = await makeClip(join(folder, 'film.mp4'), { size: '128x72', seconds: 4, args: ['-g', '40'] });
  film = await measureInPieces(input);
});

test('a piece is a film of exactly its frames, without sound, from no more of the source than it needs', async () => {
  const { measured, source, input } = film;
  const [, second] = cutPieces(measured.plan, measured.grid, 1);
  if (!second) throw new Error('There is one piece.');
  const piece = pieceSource(source, pieceFacts(measured), second);
  const bench = await benchFor(input);

  const { probed } = await makePiece(piece, rangeOf(input), bench, 1);

  expect(probed).toMatchObject({ container: 'mp4', faststart: true, audio: null });
  expect(probed.video.frameCount).toBe(second.frames);
  expect((await readFile(bench.input)).length).toBeLessThan(source.movie.sizeBytes / 1.5);
});

test('the sound is what the whole has, packet by packet', async () => {
  const { measured, whole, input } = film;
  const { audio } = measured.plan;
  if (!audio) throw new Error('There is no sound.');
  const bench = await benchFor(input);
  // What measurePieces has left.
  const left = { ...bench, input: film.measuredAt };

  const sound = await makeSound(measured, audio, left);
  const { path } = await encodeVideo(whole, await benchFor(input, input), 1);

  expect(await packetsOf(sound)).toBe(await packetsOf(path));
});

async function packetsOf(path: string): Promise<string> {
  const report = await ffmpeg(['-i', path, '-map', '0:a', '-c', 'copy', '-f', 'framecrc', '-']);
  return report.toString();
}
