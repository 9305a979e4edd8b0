import type { ReadRange } from '../containers/bytes/boundedReader.ts';
import { analyzeMedia } from './analysis/analyzeMedia.ts';
import { type Probe, probeWith } from './probeWith.ts';

export type { ReadRange } from '../containers/bytes/boundedReader.ts';
export { PROBE_BUDGET_BYTES, type Probe } from './probeWith.ts';
export type { AudioTrack } from './tracks/audioTrack.ts';
export type { VideoTrack } from './tracks/videoTrack.ts';

/** What a file holds, read with MediaInfo in a thread of this process; as probeWith. */
export function probe(readRange: ReadRange, sizeBytes: number, dataBytes?: number): Promise<Probe> {
  return probeWith(analyzeMedia, readRange, sizeBytes, dataBytes);
}
