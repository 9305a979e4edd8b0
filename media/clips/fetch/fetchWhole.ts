import { writeExcerpt } from '../../excerpts/writeExcerpt.ts';
import type { ClipSource } from '../clipPart.ts';
import type { Fetched } from '../fetched.ts';

/**
 * Brings a source as it is.
 * @throws what its `readRange` throws.
 */
export async function fetchWhole(
  { probe, sizeBytes, readRange }: ClipSource,
  path: string,
): Promise<Omit<Fetched, 'readBytes'>> {
  const ranges = [{ offset: 0, length: sizeBytes }];
  await writeExcerpt(path, { head: Buffer.alloc(0), ranges, sizeBytes }, readRange);
  return { path, probe, opened: { ownClock: true }, offsetSeconds: 0 };
}
