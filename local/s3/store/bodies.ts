import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { S3Error } from '../s3Error.ts';

/** For the one buffer that a join of parts goes through. */
const JOIN_BYTES = 1024 * 1024;

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

  /** Opens at once, not when first read: from here on the bytes stay readable, even when removed meanwhile. */
  read(id: string, range: ByteRange | null = null): Readable {
    const fd = openSync(this.path(id), 'r');
    return createReadStream('', { fd, ...range });
  }

  /**
   * The bytes of several, one after the other, through one buffer: a chunk is good until the next is asked for.
   * @throws {S3Error} InternalError when one has not the size it should have.
   */
  async *concatenated(parts: { body: string; sizeBytes: number }[]): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(JOIN_BYTES);
    for (const part of parts) {
      await using file = await open(this.path(part.body));
      let position = 0;
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) break;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
      if (position !== part.sizeBytes) {
        throw new S3Error('InternalError', 'A part was damaged on disk; upload the file again.');
      }
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }
}
