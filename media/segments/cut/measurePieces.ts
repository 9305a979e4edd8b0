import type { ReadRange } from '../../containers/bytes/boundedReader.ts';
import { writeExcerpt } from '../../excerpts/writeExcerpt.ts';
import type { Timeline } from '../../measure/measureSource.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { readPackets, timeOf } from '../../timeline/readPackets.ts';
import { measureVideo, type Replan } from '../../video/measureVideo.ts';
import { NotForSegments, SoundNotInPieces } from '../notForSegments.ts';
import type { SoundCut } from '../sound/soundCut.ts';
import { pictureEnds } from '../source/pictureEnds.ts';
import type { SegmentSource } from '../source/segmentSource.ts';
import { type SoundEnds, soundEnds } from '../source/soundEnds.ts';
import { type Ends, timesOnly } from '../source/timesOnly.ts';
import type { SampleClock } from './matchSamples.ts';
import { measureSound } from './measureSound.ts';
import { type ToldPackets, tellPackets } from './tellPackets.ts';

/** What is measured, and where. */
interface Measuring {
  /** By what its headers tell. */
  first: Plan;
  source: SegmentSource;
  readRange: ReadRange;
  bench: Bench;
  replan: Replan;
}

/** What a source's pieces are cut by. */
export interface MeasuredPieces {
  /** The rate and the lengths are measured. */
  plan: Plan;
  timeline: Timeline;
  grid: Grid;
  clock: SampleClock;
  /** How its sound is cut; null where that is one piece, or there is none. */
  sound: SoundCut | null;
  /** Why its sound is one piece, one sentence, where somebody has looked. */
  soundObstacle?: string;
}

/**
 * Measures a source as makeVideo does, and reads no more of it than its sound and its first pictures: these are
 * written to `bench.input`, from where its sound can be made as well.
 * @throws {NotForSegments} where its pictures cannot be told by its index; {WorkError} as measureVideo.
 */
export function measurePieces(measuring: Measuring): Promise<MeasuredPieces> {
  return measure(measuring, null);
}

/**
 * The same for a film whose sound is to be made in pieces as well: where its index tells enough, no more is read of
 * that than both its ends.
 * @throws as measurePieces.
 */
export async function measureSoundInPieces(measuring: Measuring): Promise<MeasuredPieces> {
  try {
    return await measure(measuring, endsOf(measuring));
  } catch (error) {
    if (!(error instanceof SoundNotInPieces)) throw error;
    const measured = await measurePieces(measuring);
    return { ...measured, soundObstacle: error.message };
  }
}

/** Of all channels together: below that nobody has compared the encoder that pieces of sound need with the usual one. */
const LEAST_KBPS = 64;

function endsOf({ first: { audio }, source }: Measuring): SoundEnds | null {
  const {
    movie,
    sounds: [track, ...others],
  } = source;
  if (!audio || !track) return null;
  if (audio.bitrateKbps < LEAST_KBPS)
    throw new SoundNotInPieces(`It is to have less than ${LEAST_KBPS} kbit/s.`);
  if (others.length > 0) throw new SoundNotInPieces('Its sound lies in two tracks.');
  return soundEnds(movie, track);
}

async function measure(measuring: Measuring, sound: SoundEnds | null): Promise<MeasuredPieces> {
  const { movie, picture } = measuring.source;
  const pictures = pictureEnds(movie, picture.track, picture.samples);
  if (pictures === null) return await measureBy(measuring, { pictures, sound });
  try {
    return await measureBy(measuring, { pictures, sound });
  } catch (error) {
    if (!(error instanceof NotForSegments) || error instanceof SoundNotInPieces) throw error;
    return await measureBy(measuring, { pictures: null, sound });
  }
}

async function measureBy(
  { first, source: { movie, picture, sounds }, readRange, bench, replan }: Measuring,
  ends: Ends,
): Promise<MeasuredPieces> {
  const { excerpt, kept, sizes } = timesOnly(movie, picture, sounds, ends);
  await writeExcerpt(bench.input, excerpt, readRange);
  let told: ToldPackets | undefined;
  const { plan, timeline, grid } = await measureVideo(first, bench, replan, async report => {
    told = tellPackets(await readPackets(report), picture, kept, sizes);
    return told.packets;
  });
  if (!told) throw new TypeError('Nobody has read its pictures.');
  const { packets, clock } = told;
  // A piece knows no edit list, and would hold a picture that is left out ahead of the first.
  const [start = 0] = timeline.pictures.times;
  if (grid.heldFrames > 0 && packets.some(packet => packet.discarded && timeOf(packet) < start)) {
    throw new NotForSegments('Its edit list begins between two key frames, and its sound begins earlier.');
  }
  const sound = ends.sound && (await measureSound(ends.sound, { plan, timeline, grid }, bench.folder));
  return { plan, timeline, grid, clock, sound };
}
