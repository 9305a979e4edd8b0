import { join } from 'node:path';
import type { BenchOptions } from '../benchOptions.ts';
import { makeFilm } from '../byHand/film.ts';
import { counted } from '../meter/figures.ts';
import { fewerThan } from '../pairs/noise.ts';
import { type FilmItems, filmItems } from './filmItems.ts';
import { FilmStack, RENDITION } from './filmStack.ts';
import { likeness } from './likeness.ts';
import { WorkerKiller } from './workerKiller.ts';

const EVERY_SECONDS = 2;

/** What a kill costs says something over so many. */
const MIN_KILLS = 3;

/** A film in pieces by two functions, first left alone, then with one of the two killed every other second until it is there. */
export async function benchKills({ folder, ffmpeg, filmSeconds }: BenchOptions): Promise<string[]> {
  const input = await makeFilm(join(folder, 'killed.mp4'), filmSeconds);
  await using stack = await FilmStack.start();
  const [alone, killed] = [join(folder, 'alone.mp4'), join(folder, 'with-kills.mp4')];
  const first = await timed(() => stack.make(input, 'alone.mp4'));
  using killer = new WorkerKiller(() => stack.workers(), { count: 2, everySeconds: EVERY_SECONDS });
  const second = await timed(() => stack.make(input, 'with-kills.mp4'));
  const { kills } = killer;
  killer[Symbol.dispose]();
  await stack.fetch('alone.mp4', alone);
  await stack.fetch('with-kills.mp4', killed);
  const { psnr, frames } = await likeness(ffmpeg, alone, killed);
  const piece = longestPiece(await filmItems(stack, first.jobId));
  const { job } = await filmItems(stack, second.jobId);
  const { encodeSeconds: total = 0, wastedEncodeSeconds: wasted = 0 } = job.attempts.at(-1) ?? {};
  console.log(
    `${filmSeconds} s of ${RENDITION} in pieces, one of two functions killed every ${EVERY_SECONDS} s`,
  );
  console.log(
    `  left alone  ${first.seconds.toFixed(0)} s, ${frames[0]} frames; the longest piece encodes ${piece.toFixed(1)} s`,
  );
  console.log(`  killed      ${second.seconds.toFixed(0)} s, ${frames[1]} frames, ${counted(kills, 'kill')}`);
  const aKill = kills === 0 ? 0 : wasted / kills;
  console.log(
    `  ${wasted.toFixed(1)} of ${total.toFixed(1)} encode seconds in vain, ${aKill.toFixed(2)} a kill, of the longest piece ${(aKill / piece).toFixed(2)}, target at most 1`,
  );
  console.log(`  PSNR of the one against the other ${psnr.toFixed(2)} dB`);
  return fewerThan(MIN_KILLS, kills, 'kills');
}

/** ffmpeg's part of the piece that took it longest, seconds. */
function longestPiece({ steps }: FilmItems): number {
  return Math.max(...[...steps.values()].map(({ attempts }) => attempts.at(-1)?.encodeSeconds ?? 0));
}

async function timed(make: () => Promise<string>): Promise<{ jobId: string; seconds: number }> {
  const began = performance.now();
  const jobId = await make();
  return { jobId, seconds: (performance.now() - began) / 1_000 };
}
