import type { ReadRange } from '../containers/bytes/boundedReader.ts';
import type { Probe } from '../probe/probe.ts';

/** A file that a clip is cut from, as it lies in a bucket. */
export interface ClipSource {
  /** For people: its key. */
  name: string;
  probe: Probe;
  sizeBytes: number;
  readRange: ReadRange;
}

/** A picture this little before a moment is at it: what binary fractions may differ by, seconds. */
export const EXACT_SECONDS = 1e-5;

/**
 * What is taken of a source: the pictures from the first one at `fromSeconds` or later on, to the last one before
 * `toSeconds`. Both by the source's own clock (ownZero.ts), seconds.
 */
export interface ClipPart {
  /** Which of the clip's sources. */
  source: number;
  fromSeconds: number;
  toSeconds: number;
  /**
   * When `fromSeconds` is in the clip as it was asked for, seconds after its beginning. Where the part before ends sooner,
   * its last picture is held.
   */
  atSeconds: number;
  /** Both moments are counted from what is first seen or heard instead, as players do. */
  fromStart?: boolean;
}

/** The source of a part. @throws {TypeError} for one that the clip has not. */
export function sourceAt<Source>(sources: readonly Source[], source: number): Source {
  const found = sources[source];
  if (found === undefined) throw new TypeError(`The clip has no source ${source}.`);
  return found;
}
