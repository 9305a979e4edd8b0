import { type DecodedSound, STEP } from './sound.ts';

/** How an output's sound lies in the source's time. */
export interface SoundMatch {
  /** As of PictureMatch. Null where the two are not alike, or there is only silence. */
  shift: number | null;
  /** Correlation of the levels at that shift, -1 to 1. */
  likeness: number;
  /** How much louder the output is, dB; null where one is silent. */
  louderDb: number | null;
  /** The farthest that a part of it lies from where the whole does, seconds. */
  drift: number;
  /** The source has sound, the output only silence. */
  lost: boolean;
}

const SILENCE = 0.001;

/** Below this two runs of levels are not the same sound. */
const ALIKE = 0.6;

/** Parts of this length are looked for each by itself. */
const PART_SECONDS = 4;
const PART_REACH = 0.5;

/** Finds the shift near `expected` at which the levels agree best. */
export function compareSound(
  source: DecodedSound,
  output: DecodedSound,
  expected: number,
  reach: number,
): SoundMatch {
  const lead = (output.startSeconds - source.startSeconds) / STEP;
  const at = (shift: number) => Math.round(lead + shift / STEP);
  const all = { from: 0, to: output.levels.length };
  const whole = best(source.levels, output.levels, all, at(expected), reach / STEP);
  const [loudIn, loudOut] = [loudness(source.levels), loudness(output.levels)];
  const shift = expected + (whole.lag - at(expected)) * STEP;
  return {
    shift: whole.likeness >= ALIKE ? shift : null,
    likeness: whole.likeness,
    louderDb: loudIn > SILENCE && loudOut > SILENCE ? 20 * Math.log10(loudOut / loudIn) : null,
    drift: whole.likeness >= ALIKE ? driftOf(source.levels, output.levels, whole.lag) : 0,
    lost: loudIn > SILENCE && loudOut <= SILENCE / 10,
  };
}

function driftOf(source: Float64Array, output: Float64Array, lag: number): number {
  const part = PART_SECONDS / STEP;
  let drift = 0;
  for (let from = 0; from + part <= output.length; from += part) {
    const found = best(source, output, { from, to: from + part }, lag, PART_REACH / STEP);
    if (found.likeness > 0.9) drift = Math.max(drift, Math.abs(found.lag - lag) * STEP);
  }
  return drift;
}

/** The lag near `expected` with the best correlation; where several are as good, the nearest. */
function best(
  source: Float64Array,
  output: Float64Array,
  part: { from: number; to: number },
  expected: number,
  reach: number,
): { lag: number; likeness: number } {
  let found = { lag: expected, likeness: correlation(source, output, part, expected) };
  for (let away = 1; away <= reach; away += 1) {
    for (const lag of [expected - away, expected + away]) {
      const likeness = correlation(source, output, part, lag);
      if (likeness > found.likeness + 0.01) found = { lag, likeness };
    }
  }
  return found;
}

/** Of the logarithms of the levels, so that loud moments do not decide alone. */
function correlation(
  source: Float64Array,
  output: Float64Array,
  { from, to }: { from: number; to: number },
  lag: number,
): number {
  let [n, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
  for (let i = from; i < to; i += 1) {
    const x = Math.log10((source[i + lag] ?? 0) + SILENCE);
    const y = Math.log10((output[i] ?? 0) + SILENCE);
    n += 1;
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  }
  const [vx, vy] = [sxx - (sx * sx) / n, syy - (sy * sy) / n];
  return vx < 1e-6 || vy < 1e-6 ? 0 : (sxy - (sx * sy) / n) / Math.sqrt(vx * vy);
}

/** Root mean square of the whole. */
function loudness(levels: Float64Array): number {
  return Math.sqrt(levels.reduce((sum, level) => sum + level ** 2, 0) / Math.max(1, levels.length));
}
