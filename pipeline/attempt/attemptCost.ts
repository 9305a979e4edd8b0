import type { Plan } from '../../media/plan/plan.ts';
import { prices } from './prices/usEast1.ts';

/** What an attempt is billed for, and how much that is. */
export interface Cost {
  /** Of the function's time, or of MediaConvert's output. */
  billedSeconds: number;
  /** At list prices; see prices/. */
  usd: number;
}

export interface FunctionSize {
  memoryMb: number;
  scratchMb: number;
  architecture: 'x86_64' | 'arm64';
}

/** What so many seconds in a function cost; Lambda bills by the millisecond. Locally: what they would have cost. */
export function functionCost(seconds: number, { memoryMb, scratchMb, architecture }: FunctionSize): Cost {
  const { perGbSecond, perRequest, scratchPerGbSecond, freeScratchMb } = prices.lambda;
  const billedSeconds = Math.max(0, Math.ceil(seconds * 1_000) / 1_000);
  const memory = (memoryMb / 1_024) * perGbSecond[architecture];
  const scratch = (Math.max(0, scratchMb - freeScratchMb) / 1_024) * scratchPerGbSecond;
  return { billedSeconds, usd: rounded(billedSeconds * (memory + scratch) + perRequest) };
}

/** What MediaConvert bills for an output of this plan that runs so many seconds. Jobs that fail are not billed. */
export function mediaConvertCost({ video }: Pick<Plan, 'video'>, durationSeconds: number): Cost {
  const { perMinute, fastFactor, fastAboveFps, leastSeconds, stepSeconds } = prices.mediaConvert;
  const steps = Math.ceil(Math.max(leastSeconds, durationSeconds) / stepSeconds - 1e-9);
  const billedSeconds = Math.round(steps * stepSeconds * 1_000) / 1_000;
  const fps = video.fps.num / video.fps.den;
  const rate = perMinute[sizeClass(video)] * (fps > fastAboveFps ? fastFactor : 1);
  return { billedSeconds, usd: rounded((billedSeconds / 60) * rate) };
}

function sizeClass({ width, height }: Plan['video']): 'sd' | 'hd' | 'uhd' {
  const { hdFromLines, uhdAboveLines } = prices.mediaConvert;
  const lines = Math.min(width, height);
  if (lines > uhdAboveLines) return 'uhd';
  return lines >= hdFromLines ? 'hd' : 'sd';
}

/** To a thousandth of a micro-dollar, so that sums of many do not drag digits along. */
function rounded(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
