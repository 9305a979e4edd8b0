import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegArgs } from '../../media/ffmpeg/ffmpegArgs.ts';
import { planRendition } from '../../media/plan/plan.ts';
import { probeFile } from '../../media/probe/probeFile.ts';
import { loadPresets } from '../../presets/index.ts';
import { twoWorkersText } from '../simulate/report/twoWorkersText.ts';
import { predictTwoWorkers, twoWorkersSchema } from '../simulate/scenarios/twoWorkers.ts';
import type { BenchOptions } from './benchOptions.ts';
import { makeFilm } from './byHand/film.ts';
import { median } from './meter/figures.ts';
import { endedChildrenSeconds } from './meter/processorTime.ts';
import { measureTurn } from './meter/turn.ts';
import { measurePairs } from './pairs/measurePairs.ts';
import { printComparison } from './pairs/printComparison.ts';
import { FilmStack, RENDITION } from './segments/filmStack.ts';
import { likeness } from './segments/likeness.ts';
import { stepTimes } from './segments/stepTimes.ts';

/** Of wall seconds, with two workers. */
const TARGET = 0.58;

/** Of the films that both cores make at once. */
const SHARED_SECONDS = 20;

/** Long enough for two pieces, so that both functions are started. */
export const TWO_PIECES_SECONDS = 31;

/** One film through the whole stack by two functions of one core each, against bare ffmpeg that is held to one core. */
export async function benchSegments(bench: BenchOptions): Promise<void> {
  const { folder, ffmpeg, filmSeconds } = bench;
  const input = await makeFilm(join(folder, 'long.mp4'), filmSeconds);
  const [whole, merged] = [join(folder, 'whole.mp4'), join(folder, 'merged.mp4')];
  const command = await wholeCommand(ffmpeg, input, whole);
  await using stack = await FilmStack.start();
  await stack.make(await makeFilm(join(folder, 'warm.mp4'), TWO_PIECES_SECONDS), 'warm.mp4');
  stack.pin();
  let last = { key: '', jobId: '' };
  const { measured, othersBefore } = await measurePairs(bench, stack, {
    bare: () => run(['taskset', '-c', '0', ...command]),
    fanreel: async turn => {
      const key = `long-${turn}.mp4`;
      last = { key, jobId: await stack.make(input, key) };
    },
  });
  const { pieces, ...times } = await stepTimes(stack, last.jobId);
  const title = `${filmSeconds} s of ${RENDITION} in ${pieces} pieces, PUT to output visible, by two functions of one core, bare ffmpeg on one`;
  printComparison(title, measured, othersBefore, TARGET);
  const both = await costOfBothCores(bench);
  console.log(
    `  a film of ${SHARED_SECONDS} s by bare ffmpeg on each core at once: ${both.toFixed(3)}x the processor seconds of one alone`,
  );
  await stack.fetch(last.key, merged);
  const { psnr, frames } = await likeness(ffmpeg, whole, merged);
  const bytes = statSync(merged).size / statSync(whole).size - 1;
  console.log(
    `  ${frames[0]} frames in the whole, ${frames[1]} in pieces; ${(bytes * 100).toFixed(2)} % more bytes`,
  );
  console.log(`  PSNR of the one against the other ${psnr.toFixed(2)} dB, target over 45 dB`);
  const inputs = twoWorkersSchema.parse({
    ...times,
    ...{ filmSeconds, sourceGopSeconds: 0, measuredSeconds: measured.at(-1)?.fanreel.wallSeconds },
  });
  console.log(`\nThe same by the simulator, ${twoWorkersText(inputs, predictTwoWorkers(inputs))}\n`);
}

async function wholeCommand(ffmpeg: string, input: string, output: string): Promise<string[]> {
  const preset = (await loadPresets()).get(RENDITION);
  if (preset?.kind !== 'video') throw new Error(`${RENDITION} is no preset of a video.`);
  return [
    ffmpeg,
    ...ffmpegArgs(planRendition(await probeFile(input), preset), { input, output, threads: 1 }),
  ];
}

/**
 * How much more processor time the same film by bare ffmpeg takes where another one has the other core, for cores share caches and
 * memory: without this, half the wall of one is what two can reach. The median of rounds.
 */
async function costOfBothCores({ folder, ffmpeg, pairs }: BenchOptions): Promise<number> {
  const input = await makeFilm(join(folder, 'shared.mp4'), SHARED_SECONDS);
  const commands = await Promise.all(
    [0, 1].map(async core => [
      ...['taskset', '-c', String(core)],
      ...(await wholeCommand(ffmpeg, input, join(folder, `shared-${core}.mp4`))),
    ]),
  );
  const [first = []] = commands;
  const secondsOf = async (these: string[][]) => {
    const turn = await measureTurn(() => Promise.all(these.map(run)), endedChildrenSeconds);
    return turn.processorSeconds / these.length;
  };
  const ratios: number[] = [];
  for (let round = 0; round < pairs; round += 1) {
    const alone = await secondsOf([first]);
    ratios.push((await secondsOf(commands)) / alone);
  }
  return median(ratios);
}

async function run([file = '', ...args]: string[]): Promise<void> {
  const child = spawn(file, args, { stdio: 'inherit' });
  const code = await new Promise(resolve => child.once('exit', resolve));
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}.`);
}
