/** Frames per second as an exact fraction. */
export interface FrameRate {
  num: number;
  den: number;
}

/** Rates that cameras, editors and broadcasters use, slowest first. */
const STANDARD: FrameRate[] = [
  { num: 24_000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1001 },
  { num: 60, den: 1 },
];

/** Where a file does not tell its rate. */
const ASSUMED: FrameRate = { num: 30, den: 1 };

export interface FrameRateChoice {
  rate: FrameRate;
  reason: string;
}

interface Timing {
  fps: number | null;
  variableFps: boolean;
  maxFps: number | null;
}

/** The constant rate of the output: the source's own, exactly, unless it is variable, unknown or above `cap`. */
export function chooseFrameRate(timing: Timing, cap: number): FrameRateChoice {
  const { rate, reason } = sourceRate(timing);
  if (fpsOf(rate) <= cap * 1.0001) return { rate, reason };
  const reduced = capRate(rate, cap);
  return {
    rate: reduced.rate,
    reason: `${reason}; ${show(rate)} fps is above the preset's ${cap}, ${reduced.reason}`,
  };
}

function sourceRate({ fps, variableFps, maxFps }: Timing): { rate: FrameRate; reason: string } {
  if (fps === null)
    return { rate: ASSUMED, reason: 'the file does not tell its frame rate, so the usual one' };
  if (!variableFps) return { rate: toFraction(fps), reason: "the source's own frame rate, kept exactly" };
  return {
    rate: gridFor(fps, maxFps),
    reason: 'the source varies its frame rate, so a constant grid that fits',
  };
}

/**
 * A constant grid for a variable rate. A fastest pace that is itself a standard rate is what the camera or screen
 * recorder ran at when it skipped nothing; a pace far above the average is timestamp jitter, and then the next
 * standard rate above the average serves, 30 at least since low averages hide bursts.
 */
function gridFor(average: number, fastest: number | null): FrameRate {
  const pace = fastest === null ? undefined : STANDARD.find(rate => near(fpsOf(rate), fastest));
  if (pace && fpsOf(pace) <= average * 2.5) return pace;
  const enough = STANDARD.find(rate => fpsOf(rate) >= average * 0.995);
  if (!enough) return toFraction(average);
  return average < 23 ? ASSUMED : enough;
}

/** Keeping every n-th frame moves evenly; only where no small n fits are frames dropped unevenly. */
function capRate(rate: FrameRate, cap: number): { rate: FrameRate; reason: string } {
  for (const every of [2, 3, 4]) {
    if (fpsOf(rate) / every <= cap * 1.0001) {
      return {
        rate: reduce({ num: rate.num, den: rate.den * every }),
        reason: `so one frame in ${every} is kept`,
      };
    }
  }
  return { rate: toFraction(cap), reason: 'so frames are dropped to it' };
}

/** The exact fraction behind a rounded figure: 29.97 is 30000/1001. */
export function toFraction(fps: number): FrameRate {
  const whole = Math.round(fps);
  if (whole >= 1 && Math.abs(fps - whole) < 0.0006) return { num: whole, den: 1 };
  const ntsc = Math.round((fps * 1001) / 1000);
  if (ntsc >= 1 && Math.abs(fps - (ntsc * 1000) / 1001) < 0.0006) return { num: ntsc * 1000, den: 1001 };
  return reduce({ num: Math.max(1, Math.round(fps * 1000)), den: 1000 });
}

function reduce({ num, den }: FrameRate): FrameRate {
  const divisor = gcd(num, den);
  return { num: num / divisor, den: den / divisor };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

export function fpsOf({ num, den }: FrameRate): number {
  return num / den;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < a * 0.0005;
}

function show(rate: FrameRate): string {
  return String(Math.round(fpsOf(rate) * 1000) / 1000);
}
