/** One frame's brightness on the 8-bit scale, as ffmpeg's signalstats filter measures it. */
export interface FrameLook {
  /** By the footage's timeline. */
  seconds: number;
  /** A tenth of the pixels is darker than `low`, a tenth brighter than `high`. */
  low: number;
  high: number;
  /** Mean difference to the frame before. */
  change: number;
}

/** The frames of a look, from what ffmpeg's metadata filter printed. */
export function readLook(report: string): FrameLook[] {
  return report
    .split(/^frame:/m)
    .slice(1)
    .map(text => ({
      // ffmpeg prints seconds to six digits in all, and its clock is in microseconds here.
      seconds: numberAfter(text, /pts:\s*(\S+)/) / 1e6,
      low: numberAfter(text, /signalstats\.YLOW=(\S+)/),
      high: numberAfter(text, /signalstats\.YHIGH=(\S+)/),
      change: numberAfter(text, /signalstats\.YDIF=(\S+)/),
    }))
    .filter(look => Object.values(look).every(Number.isFinite));
}

function numberAfter(text: string, pattern: RegExp): number {
  return Number.parseFloat(pattern.exec(text)?.[1] ?? '');
}
