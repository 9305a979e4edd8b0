import type { ByteRange } from '../../../excerpts/excerpt.ts';
import type { Box } from '../../../movie/box.ts';
import type { MovieTrack } from '../../../movie/readMovie.ts';

/** Samples of a source that stand one behind the other there, and stay together. */
export interface TakenRun extends ByteRange {
  samples: number;
  /** Which of the sample descriptions they go by, from 1. */
  entry: number;
}

/** What is taken of a track of the source. Times are ticks of its clock. */
export interface TakenTrack {
  track: MovieTrack;
  /** In the track's order. */
  runs: TakenRun[];
  /** Each run stays a chunk of its own, as sound that is counted by chunks needs it. */
  keepsChunks: boolean;
  /** Its tables of times and sizes; where the samples stand is not known yet. */
  tables: Box[];
  /** How long all of it is. */
  mediaTicks: number;
  /** What is shown of it: from a moment of what is taken on, and how long. */
  shownFrom: number;
  shownTicks: number;
  /** When that is shown in the source. */
  atTicks: number;
}
