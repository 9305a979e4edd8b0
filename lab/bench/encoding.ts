import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { upload } from '../support/buckets.ts';
import { dataFolder, RunningStack } from '../support/runningStack.ts';
import type { BenchOptions } from './benchOptions.ts';
import { bareCommands, runBare } from './byHand/bare.ts';
import { makeFilm } from './byHand/film.ts';
import { counted, median } from './meter/figures.ts';
import { ProgramMeter } from './meter/programMeter.ts';
import { shareBelow } from './meter/shareBelow.ts';
import { measurePairs } from './pairs/measurePairs.ts';
import { printComparison } from './pairs/printComparison.ts';

const RENDITIONS = ['720p', '1080p'];

/** Of each clip of a batch, seconds. */
const BATCH_CLIP_SECONDS = 8;

/** For a turn, even on a crowded machine, milliseconds. */
const TURN_MS = 1_800_000;

/** PUT to both outputs visible, of one clip. */
export function benchSingle(bench: BenchOptions): Promise<void> {
  const title = `one ${bench.clipSeconds} s 1080p clip, PUT to both outputs visible`;
  return benchEncoding(bench, { title, clips: 1, seconds: bench.clipSeconds, target: 1.02 });
}

/** Many clips at once through both queues, against the same commands through `xargs -P2`. */
export function benchBatch(bench: BenchOptions): Promise<void> {
  const title = `${counted(bench.clips, 'clip')} of ${BATCH_CLIP_SECONDS} s through both queues`;
  return benchEncoding(bench, { title, clips: bench.clips, seconds: BATCH_CLIP_SECONDS, target: 1 });
}

interface Work {
  title: string;
  /** In every turn. */
  clips: number;
  seconds: number;
  /** Of wall seconds over bare ffmpeg's. */
  target: number;
}

async function benchEncoding(bench: BenchOptions, { title, clips, seconds, target }: Work): Promise<void> {
  const { projectDir, folder, ffmpeg } = bench;
  const film = await makeFilm(join(folder, 'film.mp4'), seconds);
  const body = readFileSync(film);
  const perClip = await bareCommands(ffmpeg, film, folder);
  const commands = Array.from({ length: clips }, () => perClip).flat();
  const meter = new ProgramMeter(ffmpeg, folder);
  const stack = await RunningStack.start(projectDir, dataFolder(projectDir), [], { FFMPEG_BIN: meter.path });
  const unused: number[] = [];
  const makeAll = async (turn: number) => {
    const keys = Array.from({ length: clips }, (_, clip) => `${seconds}-s-${turn}-${clip}.mp4`);
    for (const key of keys) await upload(stack.s3, key, body);
    const outputs = keys.flatMap(key => RENDITIONS.map(name => stack.complete(key, name, TURN_MS)));
    await Promise.all(outputs);
    const encodes = meter.take().filter(({ kind }) => kind === 'encode');
    unused.push(shareBelow(RENDITIONS.length, encodes));
  };
  try {
    const turns = { bare: () => runBare(commands, folder), fanreel: makeAll };
    const { measured, othersBefore } = await measurePairs(bench, stack, turns);
    printComparison(title, measured, othersBefore, target);
    // Of one clip the last encode begins when there are two.
    if (clips === 1) return;
    const percent = (median(unused) * 100).toFixed(1);
    console.log(`  fewer than two encodes ran in ${percent} % of fanreel's time, until the last began\n`);
  } finally {
    await stack.stop();
  }
}
