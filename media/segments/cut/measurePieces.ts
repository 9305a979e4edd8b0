import { join } from 'node:path';
import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import { writeExcerpt } from '../../excerpts/writeExcerpt.ts';
import { REPORTS } from '../../ffmpeg/measureArgs.ts';
import type { Timeline } from '../../measure/measureSource.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { readPackets, timeOf } from '../../timeline/readPackets.ts';
import { measureVideo, type Replan } from '../../video/measureVideo.ts';
import { NotForSegments } from '../notForSegments.ts';
import type { SegmentSource } from '../source/segmentSource.ts';
import { timesOnly } from '../source/timesOnly.ts';
import { matchSamples, type SampleClock } from './matchSamples.ts';

/** What a source's pieces are cut by. */
export interface MeasuredPieces {
  /** The rate and the lengths are measured. */
  plan: Plan;
  timeline: Timeline;
  grid: Grid;
  clock: SampleClock;
}

/**
 * Measures a source as makeVideo does, and reads no more of it than its sound and its first pictures: these are
 * written to `bench.input`, from where its sound can be made as well.
 * @throws {NotForSegments} where its pictures cannot be told by its index; {WorkError} as measureVideo.
 */
export async function measurePieces(
  first: Plan,
  { movie, picture, sounds }: SegmentSource,
  readRange: ReadRange,
  bench: Bench,
  replan: Replan,
): Promise<MeasuredPieces> {
  const { excerpt, sizes } = timesOnly(movie, picture, sounds);
  await writeExcerpt(bench.input, excerpt, readRange);
  const { plan, timeline, grid } = await measureVideo(first, bench, replan);
  const packets = await readPackets(join(bench.folder, REPORTS.pictures));
  const clock = matchSamples(packets, picture.samples, sizes, picture.track.timescale);
  // A piece knows no edit list, and would hold a picture that is left out ahead of the first.
  const [start = 0] = timeline.pictures.times;
  if (grid.heldFrames > 0 && packets.some(packet => packet.discarded && timeOf(packet) < start)) {
    throw new NotForSegments('Its edit list begins between two key frames, and its sound begins earlier.');
  }
  return { plan, timeline, grid, clock };
}
