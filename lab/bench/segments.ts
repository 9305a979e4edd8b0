import { spawn } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegArgs } from '../../media/ffmpeg/ffmpegArgs.ts';
import { planRendition } from '../../media/plan/plan.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { loadPresets } from '../../presets/index.ts';
import type { BenchOptions } from './benchOptions.ts';
import { makeFilm } from './byHand/film.ts';
import { measurePairs } from './pairs/measurePairs.ts';
import { printComparison } from './pairs/printComparison.ts';
import { likeness } from './segments/likeness.ts';
import { makeInPieces, PinnedWorker } from './segments/pinnedWorker.ts';

const RENDITION = '1080p';

/** One small function each. */
const CORES = [0, 1];

/** Of wall seconds, with two workers. */
const TARGET = 0.58;

/** One film by two workers of one core each, against bare ffmpeg that is held to one core. */
export async function benchSegments(bench: BenchOptions): Promise<void> {
  const { folder, ffmpeg, filmSeconds } = bench;
  const input = await makeFilm(join(folder, 'long.mp4'), filmSeconds);
  const [whole, merged] = [join(folder, 'whole.mp4'), join(folder, 'merged.mp4')];
  const command = await wholeCommand(ffmpeg, input, whole);
  const staging = join(folder, 'staging');
  mkdirSync(staging);
  using workers = new DisposableStack();
  const pinned = CORES.map(core =>
    workers.use(new PinnedWorker(core, { input, preset: RENDITION, ffmpeg, folder: staging })),
  );
  let pieces = 0;
  const { measured, othersBefore } = await measurePairs(
    bench,
    { pid: process.pid },
    {
      bare: () => run('taskset', ['-c', String(CORES[0]), ...command]),
      fanreel: async () => {
        pieces = (await makeInPieces(pinned, merged)).pieces.length;
      },
    },
  );
  const title = `${filmSeconds} s of 1080p in ${pieces} pieces by ${CORES.length} workers of one core, bare ffmpeg on one`;
  printComparison(title, measured, othersBefore, TARGET);
  const { psnr, frames } = await likeness(ffmpeg, whole, merged);
  const bytes = statSync(merged).size / statSync(whole).size - 1;
  console.log(
    `  ${frames[0]} frames in the whole, ${frames[1]} in pieces; ${(bytes * 100).toFixed(2)} % more bytes`,
  );
  console.log(`  PSNR of the one against the other ${psnr.toFixed(2)} dB, target over 45 dB\n`);
}

async function wholeCommand(ffmpeg: string, input: string, output: string): Promise<string[]> {
  const preset = (await loadPresets()).get(RENDITION);
  if (preset?.kind !== 'video') throw new Error(`${RENDITION} is no preset of a video.`);
  return [
    ffmpeg,
    ...ffmpegArgs(planRendition(await probeFile(input), preset), { input, output, threads: 1 }),
  ];
}

async function run(file: string, args: string[]): Promise<void> {
  const child = spawn(file, args, { stdio: 'inherit' });
  const code = await new Promise(resolve => child.once('exit', resolve));
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}.`);
}
