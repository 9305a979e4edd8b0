import type { HardenedInputOptions } from '../../ffmpeg/hardenedInput.ts';
import type { Grid } from '../../timeline/layGrid.ts';

/** A source on disk of which single pictures are taken; all times are by its timeline's clock, seconds. */
export interface Footage {
  input: string;
  /** The file to read is a copy that holds the film alone. */
  isCopy: boolean;
  opened: HardenedInputOptions;
  /** As `HardenedInputOptions`; for decoding alone. */
  packetFilter: string | null;
  /** How far the file's own clock is ahead; null where that is not one clock, and pictures are only found by decoding. */
  zero: number | null;
  /** When pictures are seen. */
  times: number[];
  /** When those are seen at which decoding can begin. */
  keys: number[];
  grid: Grid;
}

/**
 * Where decoding may begin for all that is seen from `seconds` on, the cheapest first; null for the file's beginning,
 * which always leads there. Whether a place does is for the pictures that come from it to tell. `runUpSeconds` is as
 * the plan says.
 */
export function entriesFor(
  seconds: number,
  { zero, keys }: Pick<Footage, 'zero' | 'keys'>,
  runUpSeconds: number,
): (number | null)[] {
  const key = keys.findLast(time => time <= seconds);
  if (zero === null || key === undefined || key === keys[0]) return [null];
  return [runUpSeconds > 0 ? key - runUpSeconds : seconds, null];
}
