import { readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAX_SMALL_BYTES } from '../../handlers/aws/s3/source/smallSources.ts';
import type { Answered, Passing } from '../../lab/faults/inject/passing.ts';
import { WireProxy } from '../../lab/faults/inject/proxy.ts';
import { tinyVideo } from '../../lab/faults/stack/faultProject.ts';
import { type FaultStack, openFaultStack } from '../../lab/faults/stack/faultStack.ts';
import { fetchFacts, upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder } from '../../lab/support/runningStack.ts';
import { WORKERS } from '../../local/start/startFunctions.ts';
import { readMovie } from '../../media/movie/readMovie.ts';
import { readSamples } from '../../media/movie/samples.ts';
import { box } from '../fixtures/boxes.ts';

const SECONDS = 46;
const project = copyProject();
let film: Buffer;
let stack: FaultStack;

beforeAll(async () => {
  project.addPreset('tiny', tinyVideo);
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['tiny'],
    segments: true,
    mediaConvert: { enabled: true, aboveEncodeSeconds: 0.1 },
  }));
  const path = await makeClip(join(project.dir, 'film.mp4'), {
    ...{ size: '256x144', seconds: SECONDS, audio: false, args: ['-g', '60', '-bf', '2'] },
  });
  // One that is not fetched as a whole.
  await appendFile(path, box('free', Buffer.alloc(MAX_SMALL_BYTES)));
  film = readFileSync(path);
  stack = await openFaultStack(() => {});
});

afterAll(async () => {
  await stack?.close();
  project.remove();
});

it.each(WORKERS)('workers in %s read of a film no more than its samples, once it is cut', async workers => {
  const { at, bytes } = await samplesOf(film);
  const [begin, end] = [at[0] ?? 0, (at.at(-1) ?? 0) + (bytes.at(-1) ?? 0)];
  const wire = new Wire();
  const proxy = await WireProxy.start({
    ...{ target: stack.port, seed: 1, share: 0, onFault: () => {} },
    onRequest: wire.onRequest,
    onAnswer: wire.onAnswer,
  });
  try {
    await stack.start({
      ...{ projectDir: project.dir, dataDir: join(dataFolder(project.dir), workers), workers },
      ...{ functionEndpoint: proxy.endpoint, seed: 1, eventShare: 0, losesEvents: false },
    });
    await upload(stack.s3, 'film.mp4', film);
    await wire.complete;
    const made = await fetchFacts(stack.s3, { bucket: 'fanreel-tiny', key: 'film.mp4' }, project.dir);
    expect(made.duration).toBeCloseTo(SECONDS, 1);
    // Whoever cuts it reads the index, which stands behind its samples or ahead of them.
    expect(wire.beforeCut.some(range => range.to < begin || range.from >= end)).toBe(true);
    expect(wire.afterCut.length).toBeGreaterThanOrEqual(2);
    expect(wire.afterCut.filter(({ from, to }) => from < begin || to >= end)).toEqual([]);
  } finally {
    await stack.stop();
    await proxy.close();
  }
});

interface Range {
  from: number;
  to: number;
}

/** What goes over the wire of a film that is made in pieces: what is read of it until its pieces are asked for, and then. */
class Wire {
  readonly beforeCut: Range[] = [];
  readonly afterCut: Range[] = [];
  readonly complete: Promise<void>;
  #onComplete = () => {};
  #isCut = false;

  constructor() {
    this.complete = new Promise(resolve => {
      this.#onComplete = resolve;
    });
  }

  readonly onRequest = ({ asked, url, headers }: Passing): void => {
    if (asked.action === 'SendMessageBatch') this.#isCut = true;
    // Not the file of wishes that may lie beside it.
    const [path] = url.split('?');
    if (asked.action !== 'GET' || path !== '/fanreel-input/film.mp4') return;
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const range = { from: Number(from ?? 0), to: Number(to ?? film.length - 1) };
    (this.#isCut ? this.afterCut : this.beforeCut).push(range);
  };

  readonly onAnswer = ({ asked, url, status }: Answered): void => {
    const isCompletion = asked.action === 'POST' && url.includes('uploadId=');
    if (isCompletion && url.startsWith('/fanreel-tiny/film.mp4') && status === 200) this.#onComplete();
  };
}

async function samplesOf(file: Buffer) {
  const range = async (offset: number, length: number) => file.subarray(offset, offset + length);
  const { tracks } = await readMovie(range, file.length);
  return readSamples(tracks[0]?.tables ?? []);
}
