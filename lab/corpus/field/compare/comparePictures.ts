import { type Picture, type Pictures, usualStep } from './pictures.ts';

/** How an output's pictures lie in the source's time. */
export interface PictureMatch {
  /** What must be added to the output's times to get to the source's, seconds. */
  shift: number;
  /** Mean over the pictures looked at, dB: 99 where they are the same. */
  psnr: number;
  /** Mean correlation of light and dark, -1 to 1, which no change of colours touches; 1 where pictures are flat. */
  likeness: number;
  /** The same for the worst tenth of the pictures. */
  worstLikeness: number;
  /** The longer of the usual steps of source and output, seconds. */
  step: number;
}

/** So many pictures of the output are looked at, spread evenly. */
const LOOKS = 120;

/** A shift is only believed against the likelier one where it makes the pictures this much more alike. */
const CLEARLY = 1.15;
const NOISE = 4;

/** Finds the shift near `expected` at which the pictures are most alike. */
export function comparePictures(
  source: Pictures,
  output: Pictures,
  expected: number,
  reach: number,
): PictureMatch {
  const order = [...source.frames].sort((a, b) => a.seconds - b.seconds);
  const last = Math.min(output.endSeconds, (order.at(-1)?.seconds ?? 0) - expected + usualStep(order));
  const inReach = output.frames.filter(({ seconds }) => !source.cut || seconds < last);
  const every = Math.max(1, inReach.length / LOOKS);
  const looks = Array.from(
    { length: Math.min(LOOKS, inReach.length) },
    (_, n) => inReach[Math.floor(n * every)],
  );
  const frames = looks.filter(frame => frame !== undefined);
  const pace = usualStep(output.frames) / 2 || 0.02;
  const costOf = (shift: number) =>
    mean(frames.map(frame => error(pictureShownAt(order, frame.seconds + shift), frame, 3)));
  let best = { shift: expected, cost: costOf(expected) };
  const atExpected = best.cost;
  for (let away = pace; away <= reach; away += pace) {
    for (const shift of [expected - away, expected + away]) {
      const cost = costOf(shift);
      if (cost < best.cost) best = { shift, cost };
    }
  }
  const shift = atExpected <= best.cost * CLEARLY + NOISE ? expected : best.shift;
  // The output's grid takes the nearest picture, which may be either neighbour of the one at the exact time.
  const pairs = frames.map(frame => {
    const near = [-pace, 0, pace].map(by => pictureShownAt(order, frame.seconds + shift + by));
    const nearest = near.reduce((a, b) => (error(b, frame, 1) < error(a, frame, 1) ? b : a));
    return { cost: error(nearest, frame, 1), likeness: likeness(nearest, frame) };
  });
  const likenesses = pairs.map(pair => pair.likeness).sort((a, b) => a - b);
  return {
    shift,
    psnr: Math.min(99, mean(pairs.map(({ cost }) => 10 * Math.log10(65_025 / Math.max(cost, 1e-5))))),
    likeness: mean(likenesses),
    worstLikeness: mean(likenesses.slice(0, Math.ceil(likenesses.length / 10))),
    step: Math.max(stepOf(source), stepOf(output)),
  };
}

/** Of a single picture, all of its length. */
function stepOf({ frames, endSeconds }: Pictures): number {
  return usualStep(frames) || endSeconds - (frames.at(-1)?.seconds ?? 0);
}

/** The picture on the screen at a moment; before the first one, the first. */
export function pictureShownAt(order: Picture[], seconds: number): Picture {
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((order[middle]?.seconds ?? 0) <= seconds + 1e-4) low = middle;
    else high = middle - 1;
  }
  return order[low] as Picture;
}

/** Mean square error over every `stride`th value. */
export function error({ rgb: a }: Picture, { rgb: b }: Picture, stride: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += stride) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return (sum * stride) / a.length;
}

/** Correlation of the green channel, which is most of what is light and dark. */
function likeness({ rgb: a }: Picture, { rgb: b }: Picture): number {
  const [meanA, meanB] = [mean(greens(a)), mean(greens(b))];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 1; i < a.length; i += 3) {
    const [x, y] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  const pixels = a.length / 3;
  const flat = aa / pixels < NOISE || bb / pixels < NOISE;
  if (flat) return Math.abs(aa - bb) / pixels < 8 * NOISE ? 1 : 0;
  return ab / Math.sqrt(aa * bb);
}

function greens(rgb: Buffer): number[] {
  return Array.from({ length: rgb.length / 3 }, (_, n) => rgb[n * 3 + 1] ?? 0);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
