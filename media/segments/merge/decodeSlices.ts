import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import { writeExcerpt } from '../../excerpts/writeExcerpt.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';
import type { Bench } from '../../run/bench.ts';
import { type Slice, sliceMovie } from '../source/sliceMovie.ts';

const FRAMES = 'slices.txt';

/** Of a frame in the report. */
const LINE_BYTES = 128;

/** A track that is read through its index. */
export interface ReadTrack {
  movie: Movie;
  track: MovieTrack;
  samples: Samples;
  range: ReadRange;
}

/**
 * Decodes some slices of a film, of which no more is read than that. Returns what is wrong with them; null where each of
 * their frames came out.
 * @throws what the track's `range` throws, and runFfmpeg's.
 */
export async function decodeSlices(
  { movie, track, samples, range }: ReadTrack,
  slices: Slice[],
  { folder, run }: Pick<Bench, 'folder' | 'run'>,
): Promise<string | null> {
  const input = join(folder, 'slices.mp4');
  await writeExcerpt(input, sliceMovie(movie, { track, samples }, slices, 0), range);
  const expected = slices.reduce((sum, { from, to }) => sum + to - from, 0);
  const words = await run(decodeArgs(input), { fileBytes: 4_096 + expected * LINE_BYTES });
  const frames = (await readFile(join(folder, FRAMES), 'utf8')).split('\n').filter(isFrame).length;
  if (frames === expected && words.trim() === '') return null;
  return `${frames} of ${expected} frames could be decoded. ${words}`.trim();
}

/** Slices have no times in common: frames are counted. */
function decodeArgs(input: string): string[] {
  const counted = ['-map', '0:V:0', '-vf', 'setpts=N', '-fps_mode', 'passthrough'];
  // Whether it decodes shows without the deblocking of each picture, which takes a third of the time.
  const quick = ['-skip_loop_filter', 'all'];
  return [...quietArgs(), ...quick, ...hardenedInput(input), ...counted, '-f', 'framecrc', `file:${FRAMES}`];
}

function isFrame(line: string): boolean {
  return line.startsWith('0,');
}
