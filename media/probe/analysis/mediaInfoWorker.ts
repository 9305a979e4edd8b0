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
import { limitMemory } from './limitMemory.ts';
import type { FromThread, ToThread } from './messages.ts';

const WASM = 'MediaInfoModule.wasm';

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

/** Beside the bundle where this code is bundled (the build copies it there), else in the package. */
function findWasm(): string {
  const beside = fileURLToPath(new URL(WASM, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`mediainfo.js/${WASM}`);
}
