import { expect, test } from 'vitest';
import { layGrid } from '../../../media/timeline/layGrid.ts';

const RATE = { num: 30, den: 1 };
const film = (first: number, end: number, lag = 0) => ({ times: [first, end - 1 / 30], end, lag });

test('a common start is not played', () => {
  const grid = layGrid(film(5, 15), { first: 5, end: 15 }, RATE);

  expect(grid).toMatchObject({
    frames: 300,
    heldFrames: 0,
    pictureShift: -5,
    soundShift: -5,
    soundSeconds: 10,
  });
});

test('a late picture is held from the start of the sound, and sync is kept', () => {
  const grid = layGrid(film(1, 11), { first: 0, end: 10 }, RATE);

  expect(grid).toMatchObject({ frames: 330, heldFrames: 30 });
  expect(1 + grid.pictureShift).toBeCloseTo(1, 6);
  expect(grid.soundShift).toBeCloseTo(0, 6);
});

test('a last picture is seen that lasts less than a frame, and none is added for one between two frames', () => {
  const short = { times: [0, 9.9667], end: 9.968, lag: 0 };
  const between = { times: [0, 119 / 120], end: 1, lag: 0 };

  expect(layGrid(short, null, RATE).frames).toBe(300);
  expect(layGrid(between, null, { num: 60, den: 1 }).frames).toBe(60);
});

test('late sound begins in its place', () => {
  const grid = layGrid(film(0, 10), { first: 2, end: 12 }, RATE);

  expect(grid).toMatchObject({ frames: 300, heldFrames: 0, soundSeconds: 12 });
});

test('sound that leads by no more than its encoder’s lead-in is cut, and no picture is shown for it', () => {
  const grid = layGrid(film(0.021, 10.021), { first: 0, end: 10 }, RATE);

  expect(grid).toMatchObject({ frames: 300, heldFrames: 0 });
  expect(grid.soundSeconds).toBeCloseTo(9.979, 3);
});

test('where the decoder shows pictures later than the container counts them the sound does not wait', () => {
  const grid = layGrid(film(1 / 30, 10 + 1 / 30, 1 / 30), { first: 0, end: 10 }, RATE);

  expect(grid).toMatchObject({ frames: 300, heldFrames: 0, soundSeconds: 10 });
});

test.each(Array.from({ length: 200 }, (_, seed) => seed))(
  'whatever the times (%i), the first picture falls on a line, and both streams move alike',
  seed => {
    const random = (least: number, most: number, salt: number) =>
      least + (most - least) * ((Math.sin(seed * 12.9898 + salt * 78.233) * 43_758.5453) % 1) ** 2;
    const rate = [
      { num: 24_000, den: 1001 },
      { num: 25, den: 1 },
      { num: 30, den: 1 },
      { num: 60_000, den: 1001 },
    ][seed % 4] as { num: number; den: number };
    const fps = rate.num / rate.den;
    const first = random(-1, 5, 1);
    const length = random(0.2, 30, 2);
    const sound = { first: random(-1, 5, 3), end: 0 };
    sound.end = sound.first + random(0.2, 30, 4);

    const grid = layGrid(
      { times: [first, first + length - 0.5 / fps], end: first + length, lag: 0 },
      sound,
      rate,
    );

    const line = (first + grid.pictureShift) * fps;
    expect(line).toBeCloseTo(Math.round(line), 6);
    expect(grid.pictureShift).toBe(grid.soundShift);
    expect(Math.round(line)).toBe(grid.heldFrames);
    expect(Math.abs((grid.frames - grid.heldFrames) / fps - length)).toBeLessThanOrEqual(1 / fps + 1e-9);
    // Nothing is cut but a lead-in, and nobody waits a frame longer than he has to.
    expect(Math.min(first, sound.first) + grid.soundShift).toBeGreaterThan(-0.0251);
    expect(Math.min(first, sound.first) + grid.soundShift).toBeLessThan(1 / fps);
  },
);
