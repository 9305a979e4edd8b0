import { appendFile, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';

/** Some 5,000 jobs' lines; bytes. */
const MAX_BYTES = 8 * 1_048_576;

const NEWLINE = 0x0a;

/** Where a function's log is. */
export function logPath(folder: string, name: string): string {
  return join(folder, `${name}.log`);
}

/**
 * What a function's sandboxes say, in a file of at most 8 MB; the one before it is kept beside it, as NAME.1.log. On
 * AWS a log group forgets by days.
 */
export class FunctionLog extends Writable {
  readonly #path: string;
  readonly #maxBytes: number;
  #bytes: number;

  constructor(path: string, maxBytes = MAX_BYTES) {
    super();
    this.#path = path;
    this.#maxBytes = maxBytes;
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    appendFile(this.#path, chunk, error => {
      // A full disk costs log lines, but not the runtime.
      if (error) return done();
      this.#bytes += chunk.length;
      // A line is not torn apart: only where one ends does the next file begin.
      if (this.#bytes > this.#maxBytes && chunk.at(-1) === NEWLINE) this.#turnOver();
      done();
    });
  }

  #turnOver(): void {
    try {
      renameSync(this.#path, this.#path.replace(/\.log$/, '.1.log'));
      this.#bytes = 0;
    } catch {
      // Somebody took it away, or the folder cannot be written: the next line tries again.
    }
  }
}
