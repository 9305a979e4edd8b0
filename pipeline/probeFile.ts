import { open } from 'node:fs/promises';
import { type Probe, probe } from '../media/probe.ts';

/** Probes a file in scratch, by ranged reads as everywhere. */
export async function probeFile(path: string): Promise<Probe> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return await probe(async (offset, length) => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    }, size);
  } finally {
    await file.close();
  }
}
