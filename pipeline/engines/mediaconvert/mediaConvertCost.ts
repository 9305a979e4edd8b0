import type { Plan } from '../../../media/plan/plan.ts';
import { type Cost, roundedUsd } from '../../attempt/functionCost.ts';

/**
 * MediaConvert's list prices on demand in us-east-1, USD, as its pricing page stood in 2026-11; other regions differ by
 * some per cent, and an account's discounts are not in it.
 */
const PRICES = {
  /** Basic tier, AVC, up to 30 frames a second, by output minute. */
  perMinute: { sd: 0.0075, hd: 0.015, uhd: 0.03 },
  /** Above 30 and up to 60 frames a second. */
  fastFactor: 2,
  fastAboveFps: 30,
  /** Lines (on the short side) from which on an output is HD, and above which it is UHD. */
  hdFromLines: 720,
  uhdAboveLines: 1080,
  minSeconds: 10,
  /** Minutes are billed in hundredths. */
  stepSeconds: 0.6,
};

/** What MediaConvert bills for an output of this plan that runs so many seconds. Jobs that fail are not billed. */
export function mediaConvertCost({ video }: Pick<Plan, 'video'>, durationSeconds: number): Cost {
  const { perMinute, fastFactor, fastAboveFps, minSeconds, stepSeconds } = PRICES;
  const steps = Math.ceil(Math.max(minSeconds, durationSeconds) / stepSeconds - 1e-9);
  const billedSeconds = Math.round(steps * stepSeconds * 1_000) / 1_000;
  const fps = video.fps.num / video.fps.den;
  const rate = perMinute[sizeClass(video)] * (fps > fastAboveFps ? fastFactor : 1);
  return { billedSeconds, usd: roundedUsd((billedSeconds / 60) * rate) };
}

function sizeClass({ width, height }: Plan['video']): 'sd' | 'hd' | 'uhd' {
  const lines = Math.min(width, height);
  if (lines > PRICES.uhdAboveLines) return 'uhd';
  return lines >= PRICES.hdFromLines ? 'hd' : 'sd';
}
