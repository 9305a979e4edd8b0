import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, read, readdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { S3Error } from '../s3Error.ts';

/** Fewer turns of the event loop than with Node's 64 KiB. */
const READ_BYTES = 256 * 1024;

const readFile = promisify(read);

/** Offsets of the first and the last byte. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * The bytes of objects and parts, a file each, named by an id of its own and never changed once written. A body
 * without a row in the index does not exist for anyone: it is being written, or was left behind by a crash.
 */
export class Bodies {
  readonly #dir: string;

  /** @param isUsed whether the index knows an id; every other file in `dir` is swept away. */
  constructor(dir: string, isUsed: (id: string) => boolean) {
    this.#dir = dir;
    mkdirSync(dir, { recursive: true });
    for (const id of readdirSync(dir)) if (!isUsed(id)) rmSync(this.path(id));
  }

  path(id: string): string {
    return join(this.#dir, id);
  }

  /**
   * Streams `chunks` to a new file; when they throw, nothing is left.
   * @param options.sync wait until the disk itself has it.
   */
  async write(
    chunks: AsyncIterable<Uint8Array>,
    { sync }: { sync: boolean },
  ): Promise<{ id: string; sizeBytes: number }> {
    const id = randomUUID();
    const file = await open(this.path(id), 'wx');
    try {
      let sizeBytes = 0;
      for await (const chunk of chunks) {
        await file.appendFile(chunk);
        sizeBytes += chunk.byteLength;
      }
      if (sync) await file.datasync();
      await file.close();
      return { id, sizeBytes };
    } catch (error) {
      await file.close();
      await this.remove(id);
      throw error;
    }
  }

  /**
   * Opens at once, not when first read: from here on the bytes stay readable, even when removed meanwhile. They
   * come through one buffer, which keeps the memory flat: a chunk is good until the next is asked for. Whoever
   * opens must read, or the file stays open.
   */
  read(id: string, range: ByteRange | null = null): AsyncGenerator<Uint8Array> {
    return chunksOf(openSync(this.path(id), 'r'), range);
  }

  /**
   * The bytes of several, one after the other.
   * @throws {S3Error} InternalError when one has not the size it should have.
   */
  async *concatenated(parts: { body: string; sizeBytes: number }[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) {
      let left = part.sizeBytes;
      for await (const chunk of this.read(part.body)) {
        left -= chunk.byteLength;
        yield chunk;
      }
      if (left !== 0)
        throw new S3Error('InternalError', 'A part was damaged on disk; upload the file again.');
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }
}

async function* chunksOf(fd: number, range: ByteRange | null): AsyncGenerator<Uint8Array> {
  try {
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const end = range ? range.end + 1 : Number.POSITIVE_INFINITY;
    let position = range?.start ?? 0;
    while (position < end) {
      const { bytesRead } = await readFile(fd, buffer, 0, Math.min(buffer.length, end - position), position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    closeSync(fd);
  }
}
