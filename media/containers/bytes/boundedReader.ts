/** Reads `length` bytes at `offset`; fewer only where the file ends. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>;

/** Reads are rounded out to whole blocks, so that a parser's many small reads become few ranged GETs. */
const BLOCK_BYTES = 256 * 1024;

/** Blocks fetched at once by a parser that reads on in a row: fewer, longer GETs. */
const READ_AHEAD_BLOCKS = 4;

/** A file up to this size is fetched in one read: one GET costs less than two partial ones. */
const WHOLE_FILE_BYTES = 1024 * 1024;

export interface BoundedReader {
  /** Empty once the budget is used up, and where no byte of the file is: broken tables point anywhere, also ahead of it. */
  read(offset: number, length: number): Promise<Uint8Array>;
  readonly bytesRead: number;
  /** True once a read was refused for the budget's sake. */
  readonly exhausted: boolean;
}

/**
 * A view of a file that never fetches more than `budgetBytes` and never the same block twice.
 * Fetched blocks stay in memory until the reader is dropped, so the budget bounds memory too.
 */
export function boundedReader(readRange: ReadRange, sizeBytes: number, budgetBytes: number): BoundedReader {
  const blockBytes = sizeBytes <= WHOLE_FILE_BYTES ? Math.max(sizeBytes, 1) : BLOCK_BYTES;
  const blocks = new Map<number, Uint8Array>();
  let bytesRead = 0;
  let exhausted = false;

  async function read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, sizeBytes);
    if (!(offset >= 0 && offset < end)) return new Uint8Array();
    const first = Math.floor(offset / blockBytes);
    const last = Math.floor((end - 1) / blockBytes);
    await fetchMissing(first, last);
    return join(first, last).subarray(offset - first * blockBytes, end - first * blockBytes);
  }

  /** One read for the gap from the first missing block to the last, as far as the budget goes. */
  async function fetchMissing(from: number, to: number): Promise<void> {
    let [first, last] = [from, to];
    while (first <= last && blocks.has(first)) first += 1;
    while (last >= first && blocks.has(last)) last -= 1;
    if (first > last) return;
    if (blocks.has(first - 1)) last = Math.max(last, lastAhead(first));
    const start = first * blockBytes;
    const length = Math.min((last + 1) * blockBytes, sizeBytes) - start;
    if (bytesRead + length > budgetBytes) {
      exhausted = true;
      return;
    }
    const bytes = await readRange(start, length);
    bytesRead += bytes.length;
    for (let block = first; block <= last; block += 1) {
      const at = (block - first) * blockBytes;
      blocks.set(block, bytes.subarray(at, at + blockBytes));
    }
  }

  /** The last block of a read-ahead from `first`, short of the end of the file and of what is there already. */
  function lastAhead(first: number): number {
    const end = Math.min(first + READ_AHEAD_BLOCKS, Math.ceil(sizeBytes / blockBytes));
    let last = first;
    while (last + 1 < end && !blocks.has(last + 1)) last += 1;
    return last;
  }

  /** The blocks in a row, cut short at the first one that could not be had. */
  function join(first: number, last: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let block = first; block <= last; block += 1) {
      const part = blocks.get(block);
      if (!part) break;
      parts.push(part);
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  }

  return {
    read,
    get bytesRead() {
      return bytesRead;
    },
    get exhausted() {
      return exhausted;
    },
  };
}
