import { editsOf } from '../../movie/headers.ts';
import type { MovieTrack } from '../../movie/readMovie.ts';
import type { Samples } from '../../movie/samples.ts';

/** The key frame from which on ffmpeg decodes: the one before its edit list begins to show. */
export function firstShown(track: MovieTrack, { keys, count, decoded, later }: Samples): number {
  const start = editsOf(track.boxes).find(({ from }) => from !== null)?.from ?? 0;
  const isAhead = (sample: number) => (decoded[sample] ?? 0) + (later[sample] ?? 0) <= start;
  if (keys !== null) return keys.findLast(isAhead) ?? 0;
  let sample = 0;
  while (sample + 1 < count && isAhead(sample + 1)) sample += 1;
  return sample;
}
