import type { Probe } from '../probe/probe.ts';
import { HIDDEN_SHARE, quantile, SAME_SECONDS, stepsOf } from './steps.ts';

/** How often a source's pictures come, as `VideoTrack` tells it. */
export interface PictureRate {
  fps: number;
  variableFps: boolean;
  maxFps: number | null;
}

/** Fewer pictures than this tell nothing of a rate. */
const ENOUGH_PICTURES = 4;

/** Steps this near the usual one are it, as a share of it. */
const SAME_SHARE = 0.05;

/** Of all steps, those that a constant rate has; the rest are pauses. */
const CONSTANT_SHARE = 0.9;

/** Of a variable rate, the share of its steps that are shorter than the shortest that counts. */
const SHORTEST_SHARE = 0.05;

/** The rate of pictures at these times, seconds, in order; null where there are too few to tell. */
export function pictureRate(times: number[]): PictureRate | null {
  const all = stepsOf(times);
  const usual = quantile(all, 0.5) ?? 0;
  const steps = all.filter(step => step > usual * HIDDEN_SHARE);
  if (steps.length < ENOUGH_PICTURES - 1 || usual <= 0) return null;
  const tolerance = Math.max(SAME_SECONDS, usual * SAME_SHARE);
  const same = steps.filter(step => Math.abs(step - usual) <= tolerance);
  if (same.length >= steps.length * CONSTANT_SHARE) {
    return { fps: same.length / sum(same), variableFps: false, maxFps: null };
  }
  return {
    fps: steps.length / sum(steps),
    variableFps: true,
    maxFps: 1 / (quantile(steps, SHORTEST_SHARE) ?? 0),
  };
}

/** What a probe would have said, had the header told the rate. */
export function withRate(probe: Probe, rate: PictureRate): Probe {
  return { ...probe, video: { ...probe.video, ...rate } };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
