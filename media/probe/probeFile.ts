import { open } from 'node:fs/promises';
import { fileRange } from '../containers/bytes/fileRange.ts';
import { type Probe, probe } from './probe.ts';

/** Probes a file of this machine, by ranged reads as everywhere; as probe. */
export async function probeFile(path: string, dataBytes?: number): Promise<Probe> {
  await using file = await open(path);
  const { size } = await file.stat();
  return await probe(fileRange(file), size, dataBytes);
}
