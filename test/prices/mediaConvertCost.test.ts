import { expect, it } from 'vitest';
import { mediaConvertCost } from '../../prices/mediaConvertCost.ts';

const plan = (width: number, height: number, num = 30) => ({
  video: { width, height, fps: { num, den: 1 } } as Parameters<typeof mediaConvertCost>[0]['video'],
});

it('bills MediaConvert by output minutes, in hundredths, ten seconds at least', () => {
  expect(mediaConvertCost(plan(1280, 720), 60)).toEqual({ billedSeconds: 60, usd: 0.015 });
  expect(mediaConvertCost(plan(1280, 720), 60.1).billedSeconds).toBe(60.6);
  expect(mediaConvertCost(plan(1280, 720), 1).billedSeconds).toBe(10.2);
});

it.each([
  [640, 360, 0.0075],
  [720, 1280, 0.015],
  [1920, 1080, 0.015],
  [3840, 2160, 0.03],
])('knows the class of %i x %i by its short side', (width, height, usd) => {
  expect(mediaConvertCost(plan(width, height), 60).usd).toBe(usd);
});

it('doubles the price above thirty frames a second', () => {
  expect(mediaConvertCost(plan(1280, 720, 60), 60).usd).toBe(0.03);
});
