import { open } from 'node:fs/promises';
import { type Probe, probe } from '../../../media/probe.ts';

/** Probes a file on disk. @throws {MediaError} as probe does. */
export async function probeFile(path: string): Promise<Probe> {
  await using file = await open(path);
  const { size } = await file.stat();
  return await probe(async (offset, length) => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  }, size);
}
