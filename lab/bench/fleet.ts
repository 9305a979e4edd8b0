import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { upload } from '../support/buckets.ts';
import { dataFolder, RunningStack } from '../support/runningStack.ts';
import { type BenchOptions, isRoundWanted } from './benchOptions.ts';
import { bareCommands, runBare } from './byHand/bare.ts';
import { makeFilm } from './byHand/film.ts';
import { counted, median } from './meter/figures.ts';
import { endedChildrenSeconds, familySeconds } from './meter/processorTime.ts';
import { type BenchTurn, listenToOthers, measureTurn } from './meter/turn.ts';
import { fewerThan, MIN_PAIRS } from './pairs/noise.ts';

const RENDITIONS = ['720p', '1080p'];

/** Of each clip, seconds. */
const CLIP_SECONDS = 8;

/** For a turn, even on a crowded machine, milliseconds. */
const TURN_MS = 3_600_000;

/** Who makes a turn's clips. */
interface Maker {
  name: string;
  make(round: number): Promise<unknown>;
  processorSeconds(): number;
}

/**
 * Many clips at once through containers, from none of them on, through functions, and the same commands through `xargs -P2`, in turns.
 * Both stacks are there all the time, and whoever has nothing to do takes no processor time that counts.
 */
export async function benchFleet(bench: BenchOptions): Promise<string[]> {
  const { projectDir, folder, ffmpeg, clips } = bench;
  const film = await makeFilm(join(folder, 'fleet.mp4'), CLIP_SECONDS);
  const perClip = await bareCommands(ffmpeg, film, folder);
  const commands = Array.from({ length: clips }, () => perClip).flat();
  const body = readFileSync(film);
  const functions = await RunningStack.start(projectDir, dataFolder(projectDir));
  const containers = await RunningStack.start(projectDir, join(folder, 'fleet-data'), [
    ...['--workers', 'containers'],
  ]).catch(async error => {
    await functions.stop();
    throw error;
  });
  const makers: Maker[] = [
    {
      name: 'xargs',
      make: () => runBare(commands, folder),
      processorSeconds: endedChildrenSeconds,
    },
    ...[
      { name: 'functions', stack: functions },
      { name: 'containers', stack: containers },
    ].map(({ name, stack }) => ({
      name,
      make: (round: number) => makeAll(stack, `${name}-${round}`, body, clips),
      processorSeconds: () => familySeconds(stack.pid),
    })),
  ];
  try {
    return await inTurns(bench, makers);
  } finally {
    await Promise.all([functions.stop(), containers.stop()]);
  }
}

async function inTurns(bench: BenchOptions, makers: Maker[]): Promise<string[]> {
  const others = await listenToOthers();
  console.log(
    `${counted(bench.clips, 'clip')} of ${CLIP_SECONDS} s, ${RENDITIONS.join(' and ')} of each; others kept ${others.toFixed(2)} cores busy before`,
  );
  console.log("  round, who           wall s  processor s  clips a minute  others' cores");
  const turns = new Map<string, BenchTurn[]>(makers.map(({ name }) => [name, []]));
  for (let round = 0; isRoundWanted(round, bench); round += 1) {
    for (const { name, make, processorSeconds } of makers) {
      const turn = await measureTurn(() => make(round), processorSeconds);
      turns.get(name)?.push(turn);
      console.log(lineOf(`${round + 1} ${name}`, turn, bench.clips));
    }
  }
  const [bare = [], ...through] = [...turns.values()];
  through.forEach((some, index) => {
    const ratio = (of: 'wallSeconds' | 'processorSeconds') =>
      median(some.map((turn, round) => turn[of] / (bare[round]?.[of] ?? Number.NaN))).toFixed(3);
    const name = makers[index + 1]?.name;
    console.log(
      `  ${name}: ${ratio('wallSeconds')}x of the wall seconds of xargs, ${ratio('processorSeconds')}x of the processor's, medians of ${counted(some.length, 'round')}`,
    );
  });
  return fewerThan(MIN_PAIRS, bare.length, 'rounds');
}

function lineOf(
  who: string,
  { wallSeconds, processorSeconds, othersCores }: BenchTurn,
  clips: number,
): string {
  const rate = (clips / wallSeconds) * 60;
  const columns = [
    wallSeconds.toFixed(1),
    processorSeconds.toFixed(1),
    rate.toFixed(1),
    othersCores.toFixed(2),
  ];
  const widths = [10, 13, 16, 15];
  return `  ${who.padEnd(16)}${columns.map((text, at) => text.padStart(widths[at] ?? 0)).join('')}`;
}

async function makeAll(stack: RunningStack, name: string, body: Buffer, clips: number): Promise<void> {
  const keys = Array.from({ length: clips }, (_, clip) => `${name}/${clip}.mp4`);
  for (const key of keys) await upload(stack.s3, key, body);
  await Promise.all(
    keys.flatMap(key => RENDITIONS.map(rendition => stack.complete(key, rendition, TURN_MS))),
  );
}
