import type { Source } from '../../../../contract/job.ts';
import type { Sources } from '../../../../pipeline/ports/sources.ts';
import { isSameObject } from './isSameObject.ts';

/** Of all ranges together that lie in memory: the index of an hour has some 4 MB. */
export const MOST_REMEMBERED_BYTES = 8 * 1024 * 1024;

interface Read {
  offset: number;
  bytes: Uint8Array;
}

/**
 * The sources, of which what was read last is not fetched again: whoever cuts a film into pieces reads the index that its
 * probe has just read, in two requests one after the other. A download forgets it.
 */
export function withRememberedReads(sources: Sources): Sources {
  let last: Source | undefined;
  let reads: Read[] = [];
  const forget = (source?: Source) => {
    last = source;
    reads = [];
  };
  const remember = (read: Read) => {
    const held = reads.reduce((sum, { bytes }) => sum + bytes.length, read.bytes.length);
    if (held <= MOST_REMEMBERED_BYTES) reads.push(read);
    else reads = [];
  };
  return {
    ...sources,
    readRange: async (source, offset, length) => {
      if (!last || !isSameObject(last, source)) forget(source);
      const known = reads.find(
        read => read.offset <= offset && offset + length <= read.offset + read.bytes.length,
      );
      if (known) return known.bytes.subarray(offset - known.offset, offset - known.offset + length);
      const bytes = await sources.readRange(source, offset, length);
      if (last && isSameObject(last, source)) remember({ offset, bytes });
      return bytes;
    },
    download: async (source, path, signal) => {
      forget();
      await sources.download(source, path, signal);
    },
  };
}
