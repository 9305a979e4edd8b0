import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { upload } from '../../support/buckets.ts';
import { dataFolder, RunningStack } from '../../support/runningStack.ts';
import type { BenchOptions } from '../benchOptions.ts';
import { makeFilm } from '../byHand/film.ts';
import { counted, median } from '../meter/figures.ts';
import { familySeconds } from '../meter/processorTime.ts';
import { fewerThan, MIN_PAIRS } from '../pairs/noise.ts';

const PAGES = 20;

const RENDITIONS = ['720p', '1080p'];

/** Of a clip of the batch, so that a turn has some changes a second and lasts a while; seconds. */
const FILM_SECONDS = 10;

/** Of a batch's wall and processor seconds, that pages may cost. */
const TARGET = 1.01;

/** For a batch, even on a crowded machine, milliseconds. */
const BATCH_MS = 1_800_000;

interface Turn {
  wall: number;
  processor: number;
}

/** The same batch with no page open and with twenty, in turns: what the pages cost the pipeline. */
export async function benchOpenPages({
  projectDir,
  folder,
  pairs,
  clips,
  deadline,
}: BenchOptions): Promise<string[]> {
  const body = readFileSync(await makeFilm(join(folder, 'pages.mp4'), FILM_SECONDS));
  const stack = await RunningStack.start(projectDir, dataFolder(projectDir));
  const ratios: Turn[] = [];
  try {
    await batch(stack, 'warm', body, 1);
    console.log(`a batch of ${counted(clips, 'clip')} with no page of the dashboard open, and with ${PAGES}`);
    while (ratios.length < pairs && (ratios.length === 0 || performance.now() < deadline)) {
      const turn = ratios.length;
      // Whichever is first in a turn is so in every other one.
      const without = turn % 2 === 0 ? await batch(stack, `without-${turn}`, body, clips) : null;
      const closers = await openMany(stack.endpoint);
      const withPages = await batch(stack, `with-${turn}`, body, clips);
      for (const close of closers) close();
      const bare = without ?? (await batch(stack, `without-${turn}`, body, clips));
      ratios.push({ wall: withPages.wall / bare.wall, processor: withPages.processor / bare.processor });
      console.log(`  ${line('without', bare)}; ${line('with', withPages)}`);
    }
    const middle = (of: keyof Turn) => median(ratios.map(one => one[of])).toFixed(3);
    console.log(
      `  median ${middle('wall')}x of the wall seconds, ${middle('processor')}x of the processor's, target ${TARGET}x`,
    );
    return fewerThan(MIN_PAIRS, ratios.length, 'pairs');
  } finally {
    await stack.stop();
  }
}

async function batch(stack: RunningStack, name: string, body: Buffer, clips: number): Promise<Turn> {
  const [begun, before] = [performance.now(), familySeconds(stack.pid)];
  const keys = Array.from({ length: clips }, (_, clip) => `${name}/${clip}.mp4`);
  for (const key of keys) await upload(stack.s3, key, body);
  await Promise.all(
    keys.flatMap(key => RENDITIONS.map(rendition => stack.complete(key, rendition, BATCH_MS))),
  );
  return { wall: (performance.now() - begun) / 1_000, processor: familySeconds(stack.pid) - before };
}

/** Pages as far as a server knows them: each has its line, and reads what comes. */
async function openMany(endpoint: string): Promise<(() => void)[]> {
  const lines = Array.from({ length: PAGES }, () => new WebSocket(`${endpoint.replace('http', 'ws')}/ws`));
  await Promise.all(
    lines.map(line => new Promise((told, failed) => line.once('message', told).once('error', failed))),
  );
  return lines.map(line => () => line.close());
}

function line(name: string, { wall, processor }: Turn): string {
  return `${name} ${wall.toFixed(2)} s, ${processor.toFixed(2)} processor s`;
}
