/**
 * The thread that MediaInfo runs in: analyzes one file after another, asking for each range of bytes. It never ends by
 * itself, and a file that makes MediaInfo spin or trap is the last one it sees (analyzeMedia.ts).
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import mediaInfoFactory from 'mediainfo.js';
import type { MediaInfoTrack } from '../trackField.ts';
import type { FromThread, ToThread } from './messages.ts';

const WASM = 'MediaInfoModule.wasm';

/**
 * The index of eight hours at 60 frames a second takes 95 MB, bytes. Left alone, 1.7 KB of headers that claim a large
 * table make MediaInfo take 1.4 GB, more than most functions have.
 */
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;
const PAGE_BYTES = 64 * 1024;

limitMemory();
const port = parentPort;
if (!port) throw new Error('mediaInfoWorker.ts runs as a thread only.');
const mediaInfo = await mediaInfoFactory({ format: 'object', full: true, locateFile: findWasm });

for (;;) {
  const request = await nextMessage();
  if ('sizeBytes' in request) answer(await analyze(request.sizeBytes));
}

async function analyze(sizeBytes: number): Promise<FromThread> {
  try {
    const { media } = await mediaInfo.analyzeData(sizeBytes, readChunk);
    // The library's type trusts each field; these come from strangers, so they are read with care (trackField).
    return { tracks: (media?.track ?? []) as unknown as MediaInfoTrack[] };
  } catch (error) {
    return { failure: String(error) };
  }
}

async function readChunk(length: number, offset: number): Promise<Uint8Array> {
  const received = nextMessage();
  answer({ offset, length });
  const message = await received;
  return 'bytes' in message ? message.bytes : new Uint8Array();
}

async function nextMessage(): Promise<ToThread> {
  const [message] = (await once(port as NonNullable<typeof port>, 'message')) as [ToThread];
  return message;
}

function answer(message: FromThread): void {
  port?.postMessage(message);
}

/** The module asks for memory here, and takes an error for the lack of it: it gives the file up. */
function limitMemory(): void {
  // TypeScript has WebAssembly's types among those of browsers only.
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } })
    .WebAssembly;
  const grow = Memory.prototype.grow;
  Memory.prototype.grow = function growWithinLimit(this: WasmMemory, pages: number) {
    if (this.buffer.byteLength + pages * PAGE_BYTES > MAX_MEMORY_BYTES) throw new RangeError('out of memory');
    return grow.call(this, pages);
  };
}

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Beside the bundle where this code is bundled (the build copies it there), else in the package. */
function findWasm(): string {
  const beside = fileURLToPath(new URL(WASM, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`mediainfo.js/${WASM}`);
}
