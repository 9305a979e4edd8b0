import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import type { Bench } from '../../run/bench.ts';
import { shownAt, shownFrom } from '../../timeline/shownAt.ts';
import { entriesFor, type Footage } from '../args/footage.ts';
import { brightnessArgs } from '../args/imageArgs.ts';
import type { ImagePlan } from '../plan/planImages.ts';
import { chooseFrame, type FrameChoice, flawOf } from './chooseFrame.ts';
import { type FrameLook, readLook } from './readLook.ts';

export interface TakenFrame {
  /** Where decoding began, by the footage's timeline; null for the beginning. */
  entry: number | null;
  /** Of the frame, by the footage's timeline. */
  seconds: number;
  /** The same in the output's time, to the millisecond. */
  outputSeconds: number;
  reason: string;
}

/** Widths of the looks around a moment, seconds; the second is for a black stretch. */
const WIDTHS = [2, 16];

/** A frame this near is the one asked for, seconds. */
const NEARBY = 0.5;

/** Two times that are the same but for rounding. */
const SAME_SECONDS = 0.000_005;

const REPORT = 'look.txt';

/**
 * Chooses the frame for a moment of the output: the one that is shown then, or where it shows nothing the best of those
 * around it. `taken` are the frames, by their times, that other images show already.
 * @throws {WorkError} input/corrupt where nothing can be decoded anywhere near.
 */
export async function takeFrame(
  plan: ImagePlan,
  footage: Footage,
  asked: number,
  taken: number[],
  bench: Bench,
): Promise<TakenFrame> {
  const wanted = shownAt(asked, footage.times, footage.grid);
  const window = windowOf(plan, footage);
  let best: { entry: number | null; choice: FrameChoice } | undefined;
  let shown: FrameLook | undefined;
  for (const width of WIDTHS) {
    const { entry, frames: seen } = await look(plan, footage, wanted, width, bench);
    const frames = seen.filter(({ seconds }) => seconds >= window.from && seconds <= window.to);
    shown ??= chooseNearest(frames, wanted);
    const choice = chooseFrame(frames, wanted, taken);
    if (choice && (choice.good || !best)) best = { entry, choice };
    if (choice?.good) break;
  }
  if (!best) throw nothingAt(asked);
  const { seconds } = best.choice.frame;
  const outputSeconds = shownFrom(seconds, footage.grid);
  const isNear = Math.abs(outputSeconds - asked) < NEARBY;
  const flaw = shown ? flawOf(shown) : null;
  return { entry: best.entry, seconds, outputSeconds, reason: reasonFor(best.choice, flaw, isNear) };
}

/** Between which of the footage's times pictures of the part are seen. */
function windowOf({ part }: ImagePlan, { times, grid }: Footage): { from: number; to: number } {
  if (!part) return { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const frameSeconds = grid.rate.den / grid.rate.num;
  const last = Math.max(part.fromSeconds, part.toSeconds - frameSeconds);
  return {
    from: shownAt(part.fromSeconds, times, grid) - SAME_SECONDS,
    to: shownAt(last, times, grid) + SAME_SECONDS,
  };
}

/** Looks from where decoding can begin; from further ahead where the frame wanted turns out to lie before that. */
async function look(
  plan: ImagePlan,
  footage: Footage,
  wanted: number,
  width: number,
  { folder, run }: Bench,
): Promise<{ entry: number | null; frames: FrameLook[] }> {
  const span = { start: wanted - width / 2, end: wanted + width / 2 };
  for (const entry of entriesFor(span.start, footage, plan.runUpSeconds)) {
    await run(brightnessArgs(plan, footage, entry, span, REPORT));
    const frames = readLook(await readFile(join(folder, REPORT), 'utf8'));
    const isReached = frames.some(({ seconds }) => seconds <= wanted + SAME_SECONDS);
    if (isReached || entry === null) return { entry, frames };
  }
  return { entry: null, frames: [] };
}

function chooseNearest(frames: FrameLook[], wanted: number): FrameLook | undefined {
  return frames.toSorted((a, b) => Math.abs(a.seconds - wanted) - Math.abs(b.seconds - wanted))[0];
}

function reasonFor({ good }: FrameChoice, flaw: string | null, near: boolean): string {
  if (flaw === null) return near ? 'as asked' : 'the nearest frame there is';
  return good
    ? `the frame asked for is ${flaw}; this is the nearest that is not`
    : `the frames around are all ${flaw}; this shows most`;
}

function nothingAt(seconds: number): WorkError {
  return new WorkError('corrupt', {
    message: `No picture can be decoded around ${seconds.toFixed(3)} s of the video; it is damaged.`,
  });
}
