import { open } from 'node:fs/promises';
import { probe } from '../../../media/probe/probe.ts';

/** What the probe reads of a file; of one that it refuses, nothing. */
export async function headerFacts(path: string): Promise<{ container: string | null; codecs: string }> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const { container, video, audio } = await probe(async (offset, length) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    }, size);
    return { container, codecs: [video?.codec, audio?.codec].filter(Boolean).join('+') };
  } catch {
    return { container: null, codecs: '' };
  }
}
