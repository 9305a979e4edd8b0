import { open } from 'node:fs/promises';
import { WorkError } from '../../../failures/workError.ts';
import { fileRange } from '../../containers/bytes/fileRange.ts';
import { readMovie } from '../../movie/readMovie.ts';
import { readSamples } from '../../movie/samples.ts';
import type { Bench } from '../../run/bench.ts';
import { decodeSlices } from './decodeSlices.ts';
import { edgeSlices } from './joinSlices.ts';

/**
 * Looks whether a piece decodes where it will join others, and somewhere between: whoever merges then need not, and many
 * do it at once.
 * @throws {WorkError} preset/output-mismatch.
 */
export async function verifyPiece(
  path: string,
  sizeBytes: number,
  bench: Pick<Bench, 'folder' | 'run'>,
): Promise<void> {
  await using file = await open(path);
  const range = fileRange(file);
  const movie = await readMovie(range, sizeBytes);
  const [track] = movie.tracks;
  if (!track) throw mismatch('it has no track');
  const samples = readSamples(track.tables);
  const wrong = await decodeSlices({ movie, track, samples, range }, edgeSlices(samples), bench);
  if (wrong !== null) throw mismatch(wrong);
}

function mismatch(detail: string): WorkError {
  const message = 'A piece of the film is not what was encoded.';
  return new WorkError('output-mismatch', { message, detail });
}
