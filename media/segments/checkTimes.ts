import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS } from '../ffmpeg/measureArgs.ts';
import { readPackets, timeOf } from '../timeline/readPackets.ts';
import { SAME_SECONDS } from '../timeline/steps.ts';
import type { PieceSource } from './cut/pieceSource.ts';
import { NotForSegments } from './notForSegments.ts';

/**
 * Holds when a piece's pictures came out of the decoder, by its report in `folder`, against when they were expected: where
 * a table of times is wrong the decoder makes them up from what it has seen so far, and of a piece that is not what it
 * is of the whole. What is missing is for checkPictures to say, but not the key frame that a piece amid the film begins
 * at: some indexes call one what only begins a refresh (of H.264 that has no IDR pictures), and a decoder that begins there
 * shows nothing until that is through.
 * @throws {NotForSegments} where a picture was shown at another time, or the key frame was not.
 */
export async function checkTimes(
  { timeline, beginsAmid }: Pick<PieceSource, 'timeline' | 'beginsAmid'>,
  folder: string,
): Promise<void> {
  const { times } = timeline.pictures;
  const report = join(folder, REPORTS.seen);
  // An ffmpeg that could not begin has written none.
  if (!existsSync(report)) return;
  const seen = (await readPackets(report)).map(timeOf).sort((a, b) => a - b);
  const key = times[0] ?? 0;
  if (beginsAmid && !seen.some(time => Math.abs(time - key) <= SAME_SECONDS)) {
    throw new NotForSegments('Decoding cannot begin at a key frame that its index tells.');
  }
  let next = 0;
  for (const time of seen) {
    // Ahead of its first key frame a piece may show what it cannot decode.
    if (time < key - SAME_SECONDS) continue;
    while (next < times.length && (times[next] ?? 0) < time - SAME_SECONDS) next += 1;
    if (Math.abs((times[next] ?? Number.NaN) - time) <= SAME_SECONDS) next += 1;
    else throw new NotForSegments('Its pictures are not shown at the times that its tables tell.');
  }
}
