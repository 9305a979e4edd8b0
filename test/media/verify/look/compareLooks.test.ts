import { expect, test } from 'vitest';
import { LOOK_SIDE } from '../../../../media/ffmpeg/look/lookFile.ts';
import { compareLooks, type Look } from '../../../../media/verify/look/compareLooks.ts';
import { seeds } from '../../../fixtures/draws.ts';

/** Repeatable: the same seed gives the same numbers, 0 to 1. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), state | 1) + 0x6d2b79f5) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

type Pixel = [number, number, number];

/** Some soft blobs of colour on a ground, as pictures have them. */
function scene(next: () => number): Look {
  const blobs = Array.from({ length: 6 }, () => ({
    x: next() * LOOK_SIDE,
    y: next() * LOOK_SIDE,
    size: 4 + next() * 8,
    colour: [next() * 255, next() * 255, next() * 255] as Pixel,
  }));
  return pixels((x, y) =>
    blobs.reduce<Pixel>(
      (under, { x: left, y: top, size, colour }) => {
        const share = Math.exp(-((x - left) ** 2 + (y - top) ** 2) / size ** 2);
        return under.map((value, c) => value * (1 - share) + (colour[c] ?? 0) * share) as Pixel;
      },
      [90, 90, 90],
    ),
  );
}

function pixels(at: (x: number, y: number) => Pixel): Look {
  const look = new Uint8Array(LOOK_SIDE ** 2 * 3);
  for (let y = 0; y < LOOK_SIDE; y += 1)
    for (let x = 0; x < LOOK_SIDE; x += 1)
      at(x, y).forEach((value, c) => {
        look[(y * LOOK_SIDE + x) * 3 + c] = Math.min(255, Math.max(0, Math.round(value)));
      });
  return look;
}

const pixelOf = (look: Look, x: number, y: number): Pixel => {
  const at =
    (Math.min(LOOK_SIDE - 1, Math.max(0, Math.floor(y))) * LOOK_SIDE +
      Math.min(LOOK_SIDE - 1, Math.max(0, Math.floor(x)))) *
    3;
  return [look[at] ?? 0, look[at + 1] ?? 0, look[at + 2] ?? 0];
};
const END = LOOK_SIDE - 1;
const SEEDS = seeds(40, 100);

const differences = (seed: number, change: (look: Look, next: () => number) => Look, sameColours = true) => {
  const next = random(seed);
  const pairs = [0, 1, 2].map(() => {
    const meant = scene(next);
    return { meant, made: change(meant, next) };
  });
  return compareLooks(pairs, { sameColours });
};

test.each<[string, (look: Look, next: () => number) => Look, boolean]>([
  [
    'noise and a little less contrast',
    (look, next) => look.map(value => 16 + value * 0.86 + (next() - 0.5) * 24),
    true,
  ],
  ['a tone curve', look => look.map(value => 255 * (value / 255) ** 0.6), false],
  ['a pixel to the side', look => pixels((x, y) => pixelOf(look, x - 1, y)), true],
  ['quite another frame', (_, next) => scene(next), true],
  ['a frame of black', () => new Uint8Array(LOOK_SIDE ** 2 * 3).fill(16), true],
])('never a word of what is right or cannot be compared: %s', (name, change, sameColours) => {
  const words = SEEDS.map(seed => differences(seed, change, sameColours)).filter(found => found.length > 0);
  // A source with detail that came out black is not right.
  expect(words.length > 0).toBe(name === 'a frame of black');
});

test.each<[string, (look: Look) => Look, RegExp]>([
  ['turned by 90 degrees', look => pixels((x, y) => pixelOf(look, y, END - x)), /turned/],
  ['turned by 180 degrees', look => pixels((x, y) => pixelOf(look, END - x, END - y)), /turned/],
  ['turned by 270 degrees', look => pixels((x, y) => pixelOf(look, END - y, x)), /turned/],
  ['mirrored', look => pixels((x, y) => pixelOf(look, END - x, y)), /turned|mirrored/],
  ['empty', () => new Uint8Array(LOOK_SIDE ** 2 * 3).fill(128), /empty/],
  ['a negative', look => look.map(value => 255 - value), /negative|colours/],
  [
    'green all over',
    look =>
      pixels(
        (x, y) => pixelOf(look, x, y).map((value, c) => (c === 1 ? value * 0.5 + 120 : value * 0.5)) as Pixel,
      ),
    /colours/,
  ],
  [
    'between bars',
    look => pixels((x, y) => (x < 8 || x >= 24 ? [16, 16, 16] : pixelOf(look, (x - 8) * 2, y))),
    /bars/,
  ],
])('%s is told, where there is enough to see', (_, change, word) => {
  const found = SEEDS.map(seed => differences(seed, change).join());
  const told = found.filter(words => word.test(words)).length;

  // Some scenes look much the same either way; of those nothing is said, and never something else.
  expect(told).toBeGreaterThan(SEEDS.length * 0.15);
  expect(found.filter(words => words !== '' && !word.test(words))).toEqual([]);
});
