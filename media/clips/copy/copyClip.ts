import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import { countedRange } from '../../containers/bytes/countedRange.ts';
import { fileRange } from '../../containers/bytes/fileRange.ts';
import { writeExcerpt } from '../../excerpts/writeExcerpt.ts';
import { readMovie } from '../../movie/readMovie.ts';
import { readSamples } from '../../movie/samples.ts';
import type { Probe } from '../../probe/probe.ts';
import { probeFile } from '../../probe/probeFile.ts';
import type { Bench } from '../../run/bench.ts';
import { decodeSlices, joinSlices } from '../../segments/index.ts';
import { probeOutput } from '../../verify/output/probeOutput.ts';
import type { CopyPlan } from './prepareCopy.ts';

/** A clip that was copied, and looked at. */
export interface CopiedClip {
  path: string;
  probed: Probe;
  /** What was read of all sources together, their indexes not counted, bytes. */
  readBytes: number;
}

/** What a header may round, seconds. */
const TOLERANCE_SECONDS = 0.05;

/** The first frames, of which a decoder shows some. */
const FIRST_FRAMES = 4;

/**
 * Writes a clip of its sources' own pictures and sound to the bench's folder, its index in front, and looks whether it is what
 * was planned: how many frames it has, how long it is, and whether what is behind each join decodes.
 * @throws {WorkError} preset/output-mismatch; what the sources' `readRange` throws.
 */
export async function copyClip(
  plan: CopyPlan,
  { folder, run }: Pick<Bench, 'folder' | 'run'>,
): Promise<CopiedClip> {
  const path = join(folder, 'clip.mp4');
  const { readRange, bytesRead } = countedRange(plan.readRange);
  await writeExcerpt(path, plan.excerpt, readRange);
  const probed = await probeOutput(() => probeFile(path));
  checkFacts(plan, probed);
  await checkJoins(plan, path, { folder, run });
  return { path, probed, readBytes: bytesRead() };
}

function checkFacts({ probe, seconds }: CopyPlan, { video, audio, durationSeconds }: Probe): void {
  const isLike =
    video.codec === probe.video.codec &&
    video.width === probe.video.width &&
    video.height === probe.video.height &&
    (audio === null) === (probe.audio === null);
  if (!isLike) throw mismatch('its tracks are not those of its sources');
  if (Math.abs((durationSeconds ?? 0) - seconds) > TOLERANCE_SECONDS)
    throw mismatch(`it is ${durationSeconds} s long, and not ${seconds} s`);
}

async function checkJoins(
  { frames, joins }: CopyPlan,
  path: string,
  bench: Pick<Bench, 'folder' | 'run'>,
): Promise<void> {
  await using file = await open(path);
  const { size } = await file.stat();
  const range = fileRange(file);
  const movie = await readMovie(range, size);
  const track = movie.tracks.find(({ handler }) => handler === 'vide');
  if (!track) throw mismatch('it has no pictures');
  const samples = readSamples(track.tables);
  if (samples.count !== frames) throw mismatch(`it has ${samples.count} frames, and not ${frames}`);
  const first = samples.later[0] ?? 0;
  // Of an open group the first pictures are hidden, and cannot be decoded.
  const isOpen = samples.decoded
    .subarray(0, samples.count)
    .some((ticks, sample) => ticks + (samples.later[sample] ?? 0) < first);
  const start = isOpen ? [] : [{ from: 0, to: Math.min(FIRST_FRAMES, frames) }];
  const slices = [...start, ...joinSlices(samples, joins)];
  const wrong =
    slices.length === 0 ? null : await decodeSlices({ movie, track, samples, range }, slices, bench);
  if (wrong !== null) throw mismatch(`around its joins ${wrong}`);
}

function mismatch(detail: string): WorkError {
  const message = 'The parts as they are do not make up the clip that was planned.';
  return new WorkError('output-mismatch', { message, detail });
}
