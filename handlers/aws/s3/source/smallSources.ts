import { writeFile } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Source } from '../../../../contract/job.ts';
import type { Sources } from '../../../../pipeline/ports/sources.ts';
import { bodyBytes } from '../bodyBytes.ts';
import { shortRead } from './downloadSource.ts';
import { getSource } from './getSource.ts';
import { isSameObject } from './isSameObject.ts';
import { persistently } from './persistently.ts';

/** Up to so much, bytes, lies in memory for its probe; as much as an output that is sent in one request. */
export const MAX_SMALL_BYTES = 16 * 1024 * 1024;

/**
 * The sources, of which a small one is fetched once, whole: its probe would ask for three ranges of it, one after the other,
 * and then ffmpeg for all of it.
 */
export function withSmallSources(sources: Sources, s3: S3Client): Sources {
  const small = new SmallSources(s3);
  return {
    ...sources,
    readRange: async (source, offset, length) => {
      if (source.sizeBytes > MAX_SMALL_BYTES) return await sources.readRange(source, offset, length);
      return (await small.read(source)).subarray(offset, offset + length);
    },
    download: async (source, path, signal) => {
      if (!(await small.write(source, path))) await sources.download(source, path, signal);
    },
  };
}

interface Held {
  source: Source;
  bytes: Promise<Buffer<ArrayBuffer>>;
}

/** The last one that was read lies in memory until it is on disk, or another one is read. */
class SmallSources {
  readonly #s3: S3Client;
  #last: Held | undefined;

  constructor(s3: S3Client) {
    this.#s3 = s3;
  }

  /** All of one, in the version that was described. @throws as getSource. */
  async read(source: Source): Promise<Buffer<ArrayBuffer>> {
    const last = this.#of(source) ?? { source, bytes: persistently(() => this.#fetch(source)) };
    this.#last = last;
    try {
      return await last.bytes;
    } catch (error) {
      if (this.#last === last) this.#last = undefined;
      throw error;
    }
  }

  /** Writes one that was read into a new file, and forgets it; false where it was not read. */
  async write(source: Source, path: string): Promise<boolean> {
    const last = this.#of(source);
    if (!last) return false;
    this.#last = undefined;
    const bytes = await last.bytes;
    await writeFile(path, bytes);
    // Left to the next collection it would be there during the encode, and whatever is there is copied for each start of ffmpeg.
    bytes.buffer.transfer(0);
    return true;
  }

  #of(source: Source): Held | undefined {
    return this.#last && isSameObject(this.#last.source, source) ? this.#last : undefined;
  }

  async #fetch(source: Source): Promise<Buffer<ArrayBuffer>> {
    const bytes = await bodyBytes(await getSource(this.#s3, source));
    if (bytes.length !== source.sizeBytes) throw shortRead(source, bytes.length);
    return bytes;
  }
}
