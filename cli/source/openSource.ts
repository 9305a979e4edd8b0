import type { ReadRange } from '../../media/probe/probe.ts';

/** A video that is looked at where it lies: nothing but the ranges asked for is read of it. */
export interface OpenSource {
  sizeBytes: number;
  readRange: ReadRange;
  /** Where ffmpeg on this machine finds it; an object has to be downloaded to there first. */
  path: string;
}
