import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Probe, probe } from '../../probe/probe.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { probeOutput } from '../../verify/output/probeOutput.ts';
import { verifyOutput } from '../../verify/output/verifyOutput.ts';
import { readMovie } from '../movie/readMovie.ts';
import { readSamples } from '../movie/samples.ts';
import { sliceMovie } from '../source/sliceMovie.ts';
import { writeExcerpt } from '../source/writeExcerpt.ts';
import { joinSlices } from './joinSlices.ts';
import type { Merged } from './mergePieces.ts';
import { type ReadStaged, readMerged } from './readMerged.ts';

const FRAMES = 'joins.txt';

/** Of a frame in the report. */
const LINE_BYTES = 128;

/**
 * Looks at a merged film before it is one: its index and its lengths as of any output, and around each join, of the last
 * group of pictures and of a key frame of every piece whether they decode. Of the staged files no more is read than that,
 * into the bench's folder.
 * @throws {WorkError} preset/output-mismatch, and as verifyOutput; what `read` throws.
 */
export async function verifyMerged(
  merged: Merged,
  read: ReadStaged,
  { plan, grid }: { plan: Plan; grid: Grid },
  { folder, run }: Pick<Bench, 'folder' | 'run'>,
): Promise<Probe> {
  const range = readMerged(merged, read);
  const probed = await probeOutput(() => probe(range, merged.sizeBytes));
  verifyOutput(probed, plan, grid);
  const movie = await readMovie(range, merged.sizeBytes);
  const [track] = movie.tracks;
  if (!track) throw mismatch('the merged film has no track');
  const samples = readSamples(track.tables);
  const slices = joinSlices(samples, merged.joins);
  const input = join(folder, 'joins.mp4');
  await writeExcerpt(input, sliceMovie(movie, { track, samples }, slices, 0), range);
  const expected = slices.reduce((sum, { from, to }) => sum + to - from, 0);
  const words = await run(decodeArgs(input), { fileBytes: 4_096 + expected * LINE_BYTES });
  const frames = (await readFile(join(folder, FRAMES), 'utf8')).split('\n').filter(isFrame).length;
  if (frames === expected && words.trim() === '') return probed;
  throw mismatch(`around its joins ${frames} of ${expected} frames could be decoded. ${words}`);
}

/** Slices have no times in common: frames are counted. */
function decodeArgs(input: string): string[] {
  const counted = ['-map', '0:V:0', '-vf', 'setpts=N', '-fps_mode', 'passthrough'];
  return [...quietArgs(), ...hardenedInput(input), ...counted, '-f', 'framecrc', `file:${FRAMES}`];
}

function isFrame(line: string): boolean {
  return line.startsWith('0,');
}

function mismatch(detail: string): WorkError {
  const message = 'The pieces do not make up the film that was planned.';
  return new WorkError('output-mismatch', { message, detail: detail.trim() });
}
