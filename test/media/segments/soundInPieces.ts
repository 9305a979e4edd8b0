import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpeg } from '../../../lab/support/clip.ts';
import { soundArgs } from '../../../media/ffmpeg/soundArgs.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { Bench } from '../../../media/run/bench.ts';
import {
  cutPieces,
  cutSound,
  type MeasuredPieces,
  makePiece,
  makeSoundPiece,
  measureSoundInPieces,
  mergePieces,
  pieceFacts,
  pieceSource,
  readMerged,
  readSource,
  readStaged,
  type SegmentSource,
  stagedOf,
  withMoreBits,
} from '../../../media/segments/index.ts';
import type { MeasuredSource } from '../../../media/video/encodeVideo.ts';
import { prepareEncode } from '../../../media/video/prepareEncode.ts';
import { benchFor, PRESET, rangeOf } from './inPieces.ts';

/** A source of which sound was measured by both its ends. */
export interface CutFilm {
  input: string;
  source: SegmentSource;
  measured: MeasuredPieces;
  /** To measure it. */
  bytesRead: number;
}

export async function cutFilm(input: string, preset = PRESET): Promise<CutFilm> {
  const probe = await probeFile(input);
  const first = planRendition(probe, preset);
  const replan = (correct: (probe: Probe) => Probe) => planRendition(correct(probe), preset);
  const source = await readSource(rangeOf(input), probe.sizeBytes, first);
  let bytesRead = 0;
  const read = async (offset: number, length: number) => {
    bytesRead += length;
    return await rangeOf(input)(offset, length);
  };
  const bench = await benchFor(input);
  const measured = await measureSoundInPieces({ first, source, readRange: read, bench, replan });
  return { input, source, measured, bytesRead };
}

/** Path of a film's pictures, made in one piece. */
export async function picturesOf({ input, source, measured }: CutFilm): Promise<string> {
  const [all] = cutPieces(measured.plan, measured.grid, Number.POSITIVE_INFINITY);
  if (!all) throw new Error('There are no pictures.');
  const pictures = pieceSource(source, pieceFacts(measured), all);
  return (await makePiece(pictures, rangeOf(input), await benchFor(input), 1)).path;
}

/** A film of its pictures, and of sound in pieces of so many seconds; all of it in one piece for want of them. */
export async function filmOf(
  { input, source, measured }: CutFilm,
  pictures: string,
  soundSeconds = Number.POSITIVE_INFINITY,
): Promise<string> {
  const { plan, sound: cut } = measured;
  if (!cut) throw new Error(measured.soundObstacle);
  const range = rangeOf(input);
  const pieces = [pictures];
  const sounds: string[] = [];
  for (const piece of cutSound(cut, soundSeconds)) {
    sounds.push(
      await makeSoundPiece(source, { plan: withMoreBits(plan), cut, piece }, range, await benchFor(input)),
    );
  }
  const heads = async (paths: string[]) =>
    Promise.all(paths.map(async path => readStaged(rangeOf(path), (await stat(path)).size)));
  const merged = mergePieces(await heads(pieces), await heads(sounds));
  const read = readMerged(merged, (of, offset, length) =>
    rangeOf(stagedOf(of, { pieces, sounds }) ?? '')(offset, length),
  );
  const path = join((await benchFor(input)).folder, 'film.mp4');
  await writeFile(path, await read(0, merged.sizeBytes));
  return path;
}

/** The sound that is encoded where it is one piece, 16 bits a sample, channels interleaved. */
export async function uncompressed(whole: MeasuredSource, bench: Bench): Promise<Int16Array> {
  const { args, output } = await inOnePiece(whole, bench, 'wav');
  await bench.run(args.with(args.indexOf('aac'), 'pcm_s16le').with(args.indexOf('mp4'), 'wav'));
  return await samplesIn(output);
}

/** Path of the sound where it is one piece. Its packets are as long whatever search the encoder takes: this is the quick one. */
export async function compressed(whole: MeasuredSource, bench: Bench): Promise<string> {
  const { args, output } = await inOnePiece(whole, bench, 'mp4');
  await bench.run(args.toSpliced(args.indexOf('aac') + 1, 0, '-aac_coder', 'fast'));
  return output;
}

async function inOnePiece({ plan, timeline, grid }: MeasuredSource, bench: Bench, extension: string) {
  if (!plan.audio) throw new Error('There is no sound.');
  const output = join(bench.folder, `sound.${extension}`);
  const measured = await prepareEncode(plan, timeline, grid, bench);
  return { args: soundArgs(plan, plan.audio, { input: bench.input, output }, measured), output };
}

/** What a file's sound decodes to, 16 bits a sample, channels interleaved. */
export async function samplesIn(path: string): Promise<Int16Array> {
  const bytes = await ffmpeg(['-i', path, '-map', '0:a', '-f', 's16le', '-']);
  return new Int16Array(Uint8Array.from(bytes).buffer);
}
