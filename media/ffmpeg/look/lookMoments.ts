import type { Grid } from '../../timeline/layGrid.ts';
import { pictureAt } from '../../timeline/pictureAt.ts';

/** One picture, where it lies in the output and by the source's own clock; seconds. */
export interface LookMoment {
  outputSeconds: number;
  sourceSeconds: number;
  /** Of a source that is read by its own clock, where reading begins; nothing where that is its start. */
  seekSeconds?: number;
}

/** Two times by one clock that are the same but for rounding. Seconds, far less than a frame. */
export const SAME_SECONDS = 0.0005;

/** Of the length. */
const SHARES = [0.1, 0.5, 0.9];

/** Where a film is so short that moments fall into one group of pictures, they are at most so many frames apart. */
const STEP_FRAMES = 12;

/**
 * The moments at which an output is looked at: each on the key frame before its share of the length, so that no more than
 * that is decoded. Pure. `times` are those of the source's pictures, in order, and fewer moments are told of a film of
 * few frames.
 */
export function lookMoments(times: number[], grid: Grid, gopFrames: number): LookMoment[] {
  const wanted = SHARES.map(share => Math.floor(share * grid.frames));
  const frames = wanted.map((frame, at) => {
    const key = frame - (frame % gopFrames);
    const earlier = wanted.slice(0, at).filter(other => other >= key).length;
    return Math.min(frame, key + earlier * STEP_FRAMES);
  });
  return [...new Set(frames)].map(frame => ({
    outputSeconds: (frame * grid.rate.den) / grid.rate.num,
    sourceSeconds: pictureAt(times, grid, frame),
  }));
}

/** ffmpeg's filter that lets pass, of a stream in order, the first picture at each of the times or later; seconds. */
export function selectFrom(times: number[]): string {
  return `select=${times.map(firstFrom).join('+')}`;
}

/** An expression that is true for the first picture at that time or later; before any was selected, its time is NaN. */
function firstFrom(seconds: number): string {
  const from = (seconds - SAME_SECONDS).toFixed(6);
  return `gte(t\\,${from})*not(gte(prev_selected_t\\,${from}))`;
}
