import { WorkError } from '../../failures/workError.ts';
import type { Plan } from '../plan/plan.ts';
import type { Loss } from '../timeline/pictureLoss.ts';

/** What may be lost in any film, seconds: less than anybody sees. */
const UNSEEN_SECONDS = 0.05;

/** What may be lost of a long one, where a picture before it is held instead, as every player does. */
const HELD_SHARE = 0.01;

/**
 * Refuses a source of which too much did not come out of the decoder, or nothing at all, however short it is. What an
 * incomplete one lacks at its end was never there.
 * @throws {WorkError} input/corrupt, with the numbers.
 */
export function checkDecoded(plan: Plan, pictures: number, loss: Loss, incomplete: boolean): void {
  const frame = plan.video.fps.den / plan.video.fps.num;
  const unseen = Math.max(frame, UNSEEN_SECONDS) * 1.001;
  const held = loss.seconds - loss.endSeconds;
  const endIsLost = loss.endSeconds > unseen && !incomplete;
  const isNothing = loss.pictures >= pictures;
  if (!isNothing && !endIsLost && held <= Math.max(unseen, plan.durationSeconds * HELD_SHARE)) return;
  throw new WorkError('corrupt', {
    message: `The file is damaged: only ${pictures - loss.pictures} of its ${pictures} frames could be decoded.`,
    detail: `${loss.seconds.toFixed(3)} s of ${plan.durationSeconds.toFixed(3)} s are lost, ${loss.endSeconds.toFixed(3)} s of them at the end`,
  });
}
