import type { Plan } from '../plan/plan.ts';
import { type PictureRate, pictureRate } from './pictureRate.ts';

/** What a plan, of a video or of its images, says of the source's rate. */
export interface RateFacts extends Pick<Plan, 'clock' | 'untimed'> {
  source: Pick<Plan['source'], 'fps' | 'variableFps'>;
}

/**
 * The rate of the pictures at these times, seconds, where it is better known from them. Only where the header tells no
 * rate, or calls one constant that its own table of durations does not bear out: elsewhere packets need not be pictures,
 * and their times may be rounded.
 */
export function betterRate({ source, clock, untimed }: RateFacts, times: number[]): PictureRate | null {
  const rate = untimed ? null : pictureRate(times);
  if (rate === null || source.fps === null) return rate;
  return clock.exactDurations && rate.variableFps && !source.variableFps ? rate : null;
}
