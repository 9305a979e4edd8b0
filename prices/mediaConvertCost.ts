import { type Cost, roundedUsd } from './cost.ts';
import { PRICES } from './priceList.ts';

/** Of a plan's video, what its price goes by: pixels, and frames a second. */
interface PricedVideo {
  width: number;
  height: number;
  fps: { num: number; den: number };
}

/** What MediaConvert bills for an output of this plan that runs so many seconds. Jobs that fail are not billed. */
export function mediaConvertCost({ video }: { video: PricedVideo }, durationSeconds: number): Cost {
  const { perMinute, fastFactor, fastAboveFps, minSeconds, stepSeconds } = PRICES.mediaConvert;
  const steps = Math.ceil(Math.max(minSeconds, durationSeconds) / stepSeconds - 1e-9);
  const billedSeconds = Math.round(steps * stepSeconds * 1_000) / 1_000;
  const fps = video.fps.num / video.fps.den;
  const rate = perMinute[sizeClass(video)] * (fps > fastAboveFps ? fastFactor : 1);
  return { billedSeconds, usd: roundedUsd((billedSeconds / 60) * rate) };
}

function sizeClass({ width, height }: PricedVideo): 'sd' | 'hd' | 'uhd' {
  const { uhdAboveLines, hdFromLines } = PRICES.mediaConvert;
  const lines = Math.min(width, height);
  if (lines > uhdAboveLines) return 'uhd';
  return lines >= hdFromLines ? 'hd' : 'sd';
}
