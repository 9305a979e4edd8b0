import { open } from 'node:fs/promises';

/** The time that the first line of the report tells, seconds: since then the sound has had one form. Null for none. */
export async function readSettled(report: string): Promise<number | null> {
  await using file = await open(report);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
  const seconds = /^frame:\S*\s+pts:\S+\s+pts_time:(\S+)/.exec(buffer.toString('utf8', 0, bytesRead))?.[1];
  return seconds === undefined ? null : Number(seconds);
}
