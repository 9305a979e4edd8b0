import type { Samples } from '../movie/samples.ts';
import type { ByteRange } from './excerpt.ts';

/** Where a sample stands in its file. */
export function sampleRange({ at, bytes }: Samples, sample: number): ByteRange {
  return { offset: at[sample] ?? 0, length: bytes[sample] ?? 0 };
}
