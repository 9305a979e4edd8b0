import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { choosePresets } from '../../presets/index.ts';
import { type BenchOptions, isRoundWanted } from './benchOptions.ts';
import { bareClip } from './clips/bareClip.ts';
import { ClipStack, PRESETS } from './clips/clipStack.ts';
import { makeRecordings } from './clips/makeRecordings.ts';
import { median } from './meter/figures.ts';
import { measurePairs } from './pairs/measurePairs.ts';
import { printComparison } from './pairs/printComparison.ts';

/** Of wall and of processor seconds. */
const TARGET = 1.05;

/** Of how much longer the same clip may take of longer recordings; and what a copy may take, seconds. */
const TARGET_LONG = 1.1;
const TARGET_COPY_SECONDS = 1.5;

/** A clip across two recordings through the whole stack against bare ffmpeg, then the same of long ones, and copied. */
export async function benchClips(bench: BenchOptions): Promise<void> {
  const { folder, ffmpeg, minuteSeconds } = bench;
  const half = minuteSeconds / 2;
  const { short, seconds, long, longSeconds } = await makeRecordings(folder, minuteSeconds);
  const preset = (await choosePresets([PRESETS.exact])).get(PRESETS.exact);
  if (preset?.kind !== 'clip') throw new TypeError(`${PRESETS.exact} is no preset of clips.`);
  const output = join(folder, 'bare-clip.mp4');
  const args = await bareClip(short, preset, { seconds, half, output });
  await using stack = await ClipStack.start();
  await stack.record('short', short, seconds);
  await stack.record('long', [long, long], longSeconds);
  for (const rendition of Object.values(PRESETS)) await stack.cut('short', 'warm', 1, 2, rendition);
  const cut = (camera: string, turn: string, end: number, rendition: string) =>
    stack.cut(camera, turn, end - half, end + half, rendition);
  const { measured, othersBefore } = await measurePairs(bench, stack, {
    bare: () => promisify(execFile)(ffmpeg, args),
    fanreel: turn => cut('short', `clip-${turn}`, seconds, PRESETS.exact),
  });
  const title = `${minuteSeconds} s across two recordings of ${seconds} s in 1080p, asked for to told`;
  printComparison(title, measured, othersBefore, TARGET);
  const ratios: number[] = [];
  const copies: number[] = [];
  for (let round = 0; isRoundWanted(round, bench); round += 1) {
    const usual = await wallOf(() => cut('short', `again-${round}`, seconds, PRESETS.exact));
    ratios.push((await wallOf(() => cut('long', `long-${round}`, longSeconds, PRESETS.exact))) / usual);
    copies.push(await wallOf(() => cut('short', `copy-${round}`, seconds, PRESETS.copy)));
  }
  console.log(
    `  of recordings of ${longSeconds} s  median ${median(ratios).toFixed(3)}x of the wall seconds (${list(ratios)}), target ${TARGET_LONG.toFixed(2)}x`,
  );
  console.log(
    `  copied  median ${median(copies).toFixed(2)} s (${list(copies)}), target ${TARGET_COPY_SECONDS} s\n`,
  );
}

async function wallOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

function list(values: number[]): string {
  return values.map(value => value.toFixed(2)).join(', ');
}
