import type { ClipPart, ClipSource } from '../clipPart.ts';

/** What is read of a source around a part: from the key frame before it on, at recorders' usual distances, seconds. */
const AROUND_SECONDS = 10;

/** An index, and what a probe reads. */
const INDEX_BYTES = 2 * 1024 * 1024;

/** How much of its sources a clip needs, as far as their headers tell: of each part its share of the source; bytes. */
export function fetchedBytes({
  sources,
  parts,
}: {
  sources: Pick<ClipSource, 'probe' | 'sizeBytes'>[];
  parts: ClipPart[];
}): number {
  const bytes = parts.map(({ source: at, fromSeconds, toSeconds }) => {
    const source = sources[at];
    if (!source) return 0;
    const { durationSeconds } = source.probe;
    const share = durationSeconds ? (toSeconds - fromSeconds + AROUND_SECONDS) / durationSeconds : 1;
    return Math.min(source.sizeBytes, share * source.sizeBytes + INDEX_BYTES);
  });
  return Math.ceil(bytes.reduce((sum, one) => sum + one, 0));
}
