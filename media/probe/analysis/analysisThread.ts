import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { MediaInfoTrack } from '../trackField.ts';
import { AnalysisError, type Analyze } from './analyze.ts';
import type { FromThread, ToThread } from './messages.ts';
import { watchProcessor } from './watchProcessor.ts';

// A probe runs a few of the module's functions once: compiling those, simply, and no others takes 50 MB less memory
// (135 instead of 186 MB at the peak of a function with MediaInfo in it) and is no slower.
setFlagsFromString('--wasm-lazy-compilation');
setFlagsFromString('--no-wasm-tier-up');
setFlagsFromString('--no-wasm-dynamic-tiering');

/** Processor time that MediaInfo may take for any file, and more for each byte it has read; seconds. */
const SECONDS = 1;
const SECONDS_PER_BYTE = 0.1 / 1024 ** 2;

/**
 * MediaInfo in a thread of its own, so that a file which makes it spin blocks nothing and can be stopped. The thread
 * keeps no process alive but while it works, and after a failure it is not to be used again: end it.
 */
export class AnalysisThread {
  readonly #worker = startWorker();
  readonly #ended = new AbortController();

  constructor() {
    this.#worker.unref();
    this.#worker.on('error', error => this.#ended.abort(error));
    this.#worker.on('exit', () => this.#ended.abort(new Error('The thread has ended.')));
  }

  async analyze(...[sizeBytes, read]: Parameters<Analyze>): Promise<MediaInfoTrack[]> {
    let bytesRead = 0;
    const watch = watchProcessor(this.#worker, () => SECONDS + bytesRead * SECONDS_PER_BYTE);
    this.#worker.ref();
    try {
      let answer = await this.#ask({ sizeBytes });
      while ('offset' in answer) {
        // A copy: sent as it is, a part of a buffer would take all of it along.
        const bytes = new Uint8Array(await read(answer.offset, answer.length));
        bytesRead += bytes.length;
        answer = await this.#ask({ bytes }, bytes.buffer);
      }
      if ('failure' in answer) throw new AnalysisError('failed', answer.failure);
      return answer.tracks;
    } finally {
      watch.end();
      this.#worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #ask(message: ToThread, ...moved: ArrayBuffer[]): Promise<FromThread> {
    const answered = once(this.#worker, 'message', { signal: this.#ended.signal });
    this.#worker.postMessage(message, moved);
    try {
      const [answer] = (await answered) as [FromThread];
      return answer;
    } catch (error) {
      throw new AnalysisError('stopped', error);
    }
  }
}

/** It meets strangers' bytes, so it has nothing of this process's environment. */
function startWorker(): Worker {
  return new Worker(findWorker(), { name: 'mediainfo', env: {}, execArgv: [] });
}

/** Beside the bundle where this code is bundled (the build puts it there), else the source. */
function findWorker(): URL {
  const bundled = new URL('mediaInfoWorker.mjs', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('mediaInfoWorker.ts', import.meta.url);
}
