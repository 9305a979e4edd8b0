import type { HardenedInputOptions } from '../ffmpeg/hardenedInput.ts';
import type { Probe } from '../probe/probe.ts';

/** What a part of a clip needs of its source, brought to this machine as a file of its own. */
export interface Fetched {
  path: string;
  /** Of that file: its tracks may have other numbers than in the source. */
  probe: Probe;
  /** How ffmpeg has to open it. */
  opened: HardenedInputOptions;
  /** Added to times as ffmpeg then reads them, gives the source's own, seconds. */
  offsetSeconds: number;
  /** When the source begins by its own clock, seconds; absent of one that is brought whole, where measuring tells. */
  startSeconds?: number;
  /** How much of the source was read, its index included. */
  readBytes: number;
}
