import type { Meter } from '../../pipeline/ports/meter.ts';

/** What CloudWatch adds to each event of a log when it bills it, bytes ("Amazon CloudWatch pricing", logs). */
const EVENT_BYTES = 26;

/** Counts what this function prints, for its log is billed by the byte. */
export function countPrinted(meter: Meter, stream: NodeJS.WriteStream = process.stdout): void {
  const write = stream.write.bind(stream);
  stream.write = ((chunk: string | Uint8Array, ...more: []) => {
    meter.add({ logBytes: Buffer.byteLength(chunk) + EVENT_BYTES });
    return write(chunk, ...more);
  }) as typeof stream.write;
}
