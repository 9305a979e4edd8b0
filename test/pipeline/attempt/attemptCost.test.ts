import { expect, it } from 'vitest';
import { functionCost, mediaConvertCost } from '../../../pipeline/attempt/attemptCost.ts';

const plan = (width: number, height: number, num = 30) => ({
  video: { width, height, fps: { num, den: 1 } } as Parameters<typeof mediaConvertCost>[0]['video'],
});

it('bills a function by memory, time and the scratch beyond what is free', () => {
  const small = { memoryMb: 1_024, scratchMb: 512, architecture: 'x86_64' as const };
  expect(functionCost(100, small)).toEqual({ billedSeconds: 100, usd: 0.00166687 });
  expect(functionCost(100, { ...small, architecture: 'arm64' }).usd).toBeLessThan(
    functionCost(100, small).usd,
  );
  const more = functionCost(100, { ...small, scratchMb: 512 + 1_024 }).usd - functionCost(100, small).usd;
  expect(more).toBeCloseTo(0.000_003_09, 9);
});

it('bills a function by the millisecond, and never for less than nothing', () => {
  const size = { memoryMb: 1_769, scratchMb: 512, architecture: 'x86_64' as const };
  expect(functionCost(0.0123, size).billedSeconds).toBe(0.013);
  expect(functionCost(-5, size).billedSeconds).toBe(0);
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
