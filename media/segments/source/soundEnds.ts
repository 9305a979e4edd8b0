import { bytesAt, word } from '../../movie/box.ts';
import type { Movie, MovieTrack } from '../../movie/readMovie.ts';
import { readSamples, type Samples } from '../../movie/samples.ts';
import { UnfitIndex } from '../../movie/unfitIndex.ts';
import { SoundNotInPieces } from '../notForSegments.ts';
import { shownTicks } from './shownTicks.ts';
import type { Slice } from './sliceMovie.ts';

/** A track of sound that can be told by its index: where it begins and where it ends is left for a decoder to say. */
export interface SoundEnds {
  track: MovieTrack;
  samples: Samples;
  /** Ticks that each packet of it lasts, but the last one. */
  packetTicks: number;
  /** Those around its beginning and around its end, as far as its edit list shows it. */
  kept: [Slice, Slice];
}

/** At either end; a decoder needs some before it says what the whole would have been. */
const PACKETS = 64;

/** Behind the end of an edit list: what is told of it and not heard. */
const BEHIND = 4;

/** Sound in packets of one length each, by the type of its sample entry. Uncompressed sound has none. */
const IN_PACKETS = new Set(['mp4a', 'ac-3', 'ec-3']);

/**
 * What there is to fetch of a track of sound for a decoder to tell when it begins and ends.
 * @throws {SoundNotInPieces} where its index does not tell the rest.
 */
export function soundEnds(movie: Pick<Movie, 'boxes'>, track: MovieTrack): SoundEnds {
  const description = bytesAt(track.tables, 'stsd');
  if (word(description, 4) !== 1) throw new SoundNotInPieces('Its sound has several descriptions.');
  const type = description.toString('latin1', 12, 16);
  if (!IN_PACKETS.has(type))
    throw new SoundNotInPieces(`Its sound (${type}) is not in packets of one length.`);
  const samples = samplesOf(track);
  const { count, decoded } = samples;
  const packetTicks = decoded[1] ?? 0;
  for (let sample = 1; sample < count - 1; sample += 1) {
    if ((decoded[sample + 1] ?? 0) - (decoded[sample] ?? 0) !== packetTicks)
      throw new SoundNotInPieces('Its packets of sound do not follow one another without a gap.');
  }
  const shown = shownTicks(movie, track);
  if (shown === null) throw new SoundNotInPieces('Its edit list shows several parts of its sound.');
  const first = Math.floor(shown.from / packetTicks);
  if (first > PACKETS) throw new SoundNotInPieces('Its edit list begins amid its sound.');
  const end = Math.min(count, Math.ceil(shown.to / packetTicks) + BEHIND);
  const from = Math.max(first + PACKETS, end - PACKETS - BEHIND);
  if (from >= end) throw new SoundNotInPieces('It is too short.');
  return {
    track,
    samples,
    packetTicks,
    kept: [
      { from: 0, to: first + PACKETS },
      { from, to: end },
    ],
  };
}

function samplesOf({ tables }: MovieTrack): Samples {
  try {
    return readSamples(tables);
  } catch (error) {
    throw error instanceof UnfitIndex ? new SoundNotInPieces(error.message, { cause: error }) : error;
  }
}
