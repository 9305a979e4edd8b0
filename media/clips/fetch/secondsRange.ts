import type { ClipPart } from '../clipPart.ts';
import { ownZero, type Starts, startOf } from '../ownZero.ts';

/** A part of a source, seconds of its own clock, or of what is first seen or heard: from one moment on, and up to another. */
export type SecondsRange = Pick<ClipPart, 'fromSeconds' | 'toSeconds' | 'fromStart'>;

/** The same by the container's times. */
export function byContainer(
  { fromSeconds, toSeconds, fromStart }: SecondsRange,
  probe: Parameters<typeof ownZero>[0],
  starts: Starts,
): Pick<ClipPart, 'fromSeconds' | 'toSeconds'> {
  const zero = ownZero(probe, starts);
  const begin = fromStart ? Math.max(zero, startOf(starts)) : zero;
  return { fromSeconds: fromSeconds + begin, toSeconds: toSeconds + begin };
}
