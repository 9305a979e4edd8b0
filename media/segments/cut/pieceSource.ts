import type { Excerpt } from '../../excerpts/excerpt.ts';
import type { Timeline } from '../../measure/measureSource.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Grid, TIE } from '../../timeline/layGrid.ts';
import type { Pictures } from '../source/pictures.ts';
import { sliceMovie } from '../source/sliceMovie.ts';
import type { Piece } from './cutPieces.ts';
import type { MeasuredPieces } from './measurePieces.ts';
import { pieceSamples, shownOf } from './pieceSamples.ts';
import { shownFilm } from './shownFilm.ts';

/** What a worker has to be told to make a piece: plain data; all else follows from the source's index. */
export interface PieceFacts extends Pick<MeasuredPieces, 'plan' | 'grid' | 'clock'> {
  /** When the source's first picture is shown, its last one, and when that ends; seconds. */
  shown: { first: number; last: number; end: number };
}

/** A piece as a film of its own: an excerpt of the source, with a plan, a timeline and a grid as any source has. */
export interface PieceSource {
  excerpt: Excerpt;
  plan: Plan;
  timeline: Timeline;
  grid: Grid;
  /** Whether it is decoded from a key frame on that is not the film's first. */
  beginsAmid: boolean;
}

export function pieceFacts({ plan, grid, clock, timeline }: MeasuredPieces): PieceFacts {
  const { times, end } = timeline.pictures;
  return { plan, grid, clock, shown: { first: times[0] ?? 0, last: times.at(-1) ?? 0, end } };
}

/**
 * What a piece needs of its source, and how its frames come of that. The excerpt's clock is the whole source's less some
 * whole seconds, so that all which ffmpeg rounds comes out as it does of the whole. Pure.
 */
export function pieceSource(pictures: Pictures, facts: PieceFacts, piece: Piece): PieceSource {
  const film = shownFilm(pictures, facts);
  const { timescale } = film;
  const { slice } = pieceSamples(film, facts.grid, piece);
  const shown = shownOf(film, slice);
  // When the first sample is decoded by the whole source's clock, where the excerpt has zero.
  const decoded = film.decodedAt(slice.from);
  const seconds = Math.floor(decoded / timescale);
  const delayTicks = decoded - seconds * timescale;
  const times = shown.map(({ ticks }) => ticks / timescale - seconds);
  const isLast = shown.at(-1)?.ticks === film.lastTicks;
  const end = isLast ? facts.shown.end - seconds : (times.at(-1) ?? 0);
  return {
    excerpt: sliceMovie(pictures.movie, pictures.picture, [slice], delayTicks),
    plan: planOf(facts.plan, piece),
    timeline: {
      pictures: { times, end, lag: 0 },
      ...{ keys: [], startDts: 0, sound: null, incomplete: false },
      opened: { ownClock: true },
    },
    grid: gridOf(facts.grid, piece, seconds),
    beginsAmid: slice.from !== film.begin,
  };
}

function planOf(plan: Plan, { frames }: Piece): Plan {
  const { num, den } = plan.video.fps;
  return {
    ...plan,
    ...{ audio: null, audioSeconds: null, frames },
    durationSeconds: (frames * den) / num,
    durationToleranceSeconds: den / num,
    // The only track of the excerpt, by its own number.
    video: { ...plan.video, streamIndex: 0 },
  };
}

/** The shift is laid out in whole microseconds, as the filters have it. */
function gridOf({ rate, pictureShift }: Grid, { firstFrame, frames }: Piece, seconds: number): Grid {
  const frameSeconds = rate.den / rate.num;
  const shift = Math.round((pictureShift + TIE * frameSeconds) * 1e6);
  const moved = Math.round((seconds - firstFrame * frameSeconds) * 1e6);
  return {
    rate,
    pictureShift: (shift + moved) / 1e6 - TIE * frameSeconds,
    ...{ soundShift: 0, heldFrames: 0, frames, soundSeconds: null },
    // However long the last picture stands, the piece's number of frames ends it.
    lastSeconds: frames * frameSeconds,
  };
}
