import { type Edit, editsOf } from '../../../movie/headers.ts';
import type { MovieTrack } from '../../../movie/readMovie.ts';
import type { Samples } from '../../../movie/samples.ts';
import { UnfitIndex } from '../../../movie/unfitIndex.ts';

/** When a track's samples are shown, as ffmpeg reads its edit list. All are ticks of the track's clock. */
export interface TrackClock {
  /** Added to when a sample is shown by the track's tables, gives when it is shown in the movie. */
  offsetTicks: number;
  /** What is shown of the media: from this moment on, and up to that one, which may be infinite. */
  from: number;
  to: number;
  /** When the first of it is shown in the movie. */
  startTicks: number;
}

/** What nobody cut. */
const UNCUT = { offsetTicks: 0, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/**
 * The clock of pictures. ffmpeg lets the first picture that an edit shows stand where the edit begins, also where its time
 * is a little later (mov.c: mov_fix_index, `min_corrected_pts`).
 * @throws {UnfitIndex} where an edit list shows no single part of the media.
 */
export function pictureClock(track: MovieTrack, movieTimescale: number, samples: Samples): TrackClock {
  const edit = onlyEdit(track, movieTimescale);
  const { first, earliest } = shownIn(samples, edit ?? UNCUT);
  if (edit === null) return { ...UNCUT, startTicks: earliest };
  const { keys, decoded, later } = samples;
  const isAhead = (key: number) => (decoded[key] ?? 0) + (later[key] ?? 0) <= edit.from;
  if (keys !== null && keys[0] !== 0 && !keys.some(isAhead))
    throw new UnfitIndex('Its edit list begins ahead of its first key frame.');
  const offsetTicks = edit.delay - Math.max(earliest, first);
  return { offsetTicks, from: edit.from, to: edit.to, startTicks: earliest + offsetTicks };
}

/** When the first picture in an edit is decoded, and when the earliest of all is shown, by the tables. */
function shownIn({ decoded, later, count }: Samples, { from, to }: { from: number; to: number }) {
  let earliest = Number.POSITIVE_INFINITY;
  let first = Number.NaN;
  for (let sample = 0; sample < count; sample += 1) {
    const shown = (decoded[sample] ?? 0) + (later[sample] ?? 0);
    if (shown < from || shown >= to) continue;
    if (Number.isNaN(first)) first = decoded[sample] ?? 0;
    earliest = Math.min(earliest, shown);
  }
  if (Number.isNaN(first)) throw new UnfitIndex('Its edit list shows no picture.');
  return { first, earliest };
}

/**
 * The clock of sound, which an edit cuts to the very sample.
 * @throws {UnfitIndex} as pictureClock.
 */
export function soundClock(track: MovieTrack, movieTimescale: number): TrackClock {
  const edit = onlyEdit(track, movieTimescale);
  if (edit === null) return { ...UNCUT, startTicks: 0 };
  const { delay, from, to } = edit;
  return { offsetTicks: delay - from, from, to, startTicks: delay };
}

/** The one part of the media that is shown, and how long nothing is ahead of it; null where there are no edits. */
function onlyEdit(track: MovieTrack, movieTimescale: number) {
  const edits = editsOf(track.boxes);
  if (edits.length === 0) return null;
  if (movieTimescale === 0) throw new UnfitIndex('Its edit list is by no clock.');
  const [last, ...empty] = edits.toReversed();
  if (!last || last.from === null || last.ticks === 0 || empty.some(({ from }) => from !== null)) {
    throw severalParts();
  }
  // Each is rounded by itself (mov.c: get_edit_list_entry).
  const inTrack = ({ ticks }: Edit) => Math.round((ticks * track.timescale) / movieTimescale);
  return {
    delay: empty.reduce((sum, edit) => sum + inTrack(edit), 0),
    from: last.from,
    to: last.from + inTrack(last),
  };
}

/**
 * The clock of a track in fragments: of its edit list ffmpeg takes where it begins, and hides nothing (mov.c:
 * mov_build_index, `time_offset`).
 * @throws {UnfitIndex} as pictureClock.
 */
export function fragmentClock(track: MovieTrack, movieTimescale: number, startTicks: number): TrackClock {
  const edits = editsOf(track.boxes);
  const [last, ...empty] = edits.toReversed();
  if (!last) return { ...UNCUT, startTicks };
  if (movieTimescale === 0) throw new UnfitIndex('Its edit list is by no clock.');
  if (last.from === null || empty.length > 1 || empty.some(({ from }) => from !== null)) throw severalParts();
  const delay = Math.round(((empty[0]?.ticks ?? 0) * track.timescale) / movieTimescale);
  const offsetTicks = delay - last.from;
  return { ...UNCUT, offsetTicks, startTicks: startTicks + offsetTicks };
}

function severalParts(): UnfitIndex {
  return new UnfitIndex('Its edit list shows not just one part of it.');
}
