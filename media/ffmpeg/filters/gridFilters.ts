import type { FrameRate } from '../../plan/frame/frameRate.ts';
import { type Grid, TIE } from '../../timeline/layGrid.ts';

/** Compensated at once: sound that is further off than this from its time. What is less is jitter of clocks. Seconds. */
const MAX_DRIFT_SECONDS = 0.025;

/** Where a grid is laid. */
export interface GridFacts {
  grid: Grid;
  /** The last picture is held for so much longer than the grid says, should the decoder lose the end; seconds. */
  spareSeconds: number;
  /** Only these pictures are taken; without it all. */
  window?: PictureWindow;
}

/** A stretch of a source's pictures, seconds by the clock that they are read with. */
export interface PictureWindow {
  /** Pictures between these two are taken: each lies between two pictures. */
  from: number;
  before: number;
  /** What is told of each of them as it comes by: a file in the job's folder. */
  report: string;
}

/**
 * A constant grid: each tick shows the newest picture there is, gaps are filled and doubles dropped, so that sound and
 * picture stay together. It begins at zero, with the first picture, however late that comes.
 */
export function gridFilter({ num, den }: FrameRate): string {
  return `fps=${num}/${den}:start_time=0`;
}

/**
 * Pictures on a grid that was laid: times are shifted so that the first picture falls on its line, and the last one is
 * held to its end and `spareSeconds` more, for the number of frames to cut.
 */
export function picturesOnGrid({ grid, spareSeconds, window }: GridFacts): string[] {
  const fps = grid.rate.num / grid.rate.den;
  return [
    ...(window ? windowed(window) : []),
    ...shifted('', grid.pictureShift + TIE / fps),
    // Of a picture that lasts less than half a tick, fps would else show nothing at the end of its stream.
    `${gridFilter(grid.rate)}:eof_action=pass`,
    `tpad=stop_mode=clone:stop_duration=${(grid.lastSeconds + spareSeconds).toFixed(3)}`,
    // Not left to -frames:v, at which ffmpeg 5 ends the sound as well.
    `trim=end_frame=${grid.frames}`,
  ];
}

/** In microseconds from here on, so that the report tells times that fine. */
function windowed({ from, before, report }: PictureWindow): string[] {
  return [
    `trim=start=${from.toFixed(6)}:end=${before.toFixed(6)}`,
    // What has no metadata is not told of.
    ...['settb=AVTB', 'metadata=mode=add:key=at:value=1', `metadata=mode=print:file=${report}`],
  ];
}

/**
 * Sound in its place: shifted by so many seconds, gaps and a late start filled with silence, what lies before zero or on
 * top of other sound dropped. `more` goes to the same resampler.
 */
export function soundOnGrid(shiftSeconds: number, more: string): string[] {
  return [
    ...shifted('a', shiftSeconds),
    `aresample=async=1:min_hard_comp=${MAX_DRIFT_SECONDS}:first_pts=0:${more}`,
  ];
}

/** In microseconds, since a stream's own clock may be as coarse as its frames. */
function shifted(kind: '' | 'a', seconds: number): string[] {
  const micros = Math.round(seconds * 1e6);
  return micros === 0 ? [] : [`${kind}settb=AVTB`, `${kind}setpts=PTS${micros < 0 ? '' : '+'}${micros}`];
}
