import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { MediaError } from '../mediaError.ts';
import { chooseFrame, type FrameChoice, flawOf } from './chooseFrame.ts';
import { lookArgs, type Span } from './imageArgs.ts';
import type { ImagePlan } from './planImages.ts';
import type { FrameLook } from './readLook.ts';
import { readLook } from './readLook.ts';

export interface TakenFrame {
  span: Span;
  /** Into the span. */
  offset: number;
  /** Of the source. */
  seconds: number;
  reason: string;
}

/**
 * Widths of the looks around a moment, seconds. The second is for a black stretch; the third only for a source that
 * shows one frame for minutes, as screen recordings do, and so has none near by.
 */
const NEAR = 2;
const AROUND = 16;
const FAR = 240;

/** A frame this near is the one asked for, seconds. */
const NEARBY = 0.5;

/**
 * Chooses the frame for a moment of the source by looking at those around it, further around where none is any good.
 * `taken` are the moments that other images show already, `keyFrames` those at which the source has key frames.
 * @throws {MediaError} input/corrupt where nothing can be decoded anywhere near.
 */
export async function takeFrame(
  plan: ImagePlan,
  seconds: number,
  taken: number[],
  keyFrames: number[],
  work: Bench,
): Promise<TakenFrame> {
  let best: { span: Span; choice: FrameChoice } | undefined;
  let asked: FrameLook | undefined;
  const near = [NEAR, AROUND].map(width => spanAround(seconds, width, plan.runUpSeconds));
  const far = [
    spanAround(seconds, FAR, plan.runUpSeconds),
    spanBefore(seconds, keyFrames, plan.runUpSeconds),
  ];
  for (const span of [...near, ...far]) {
    if (best && (best.choice.good || far.includes(span))) break;
    const wanted = seconds - span.start;
    const frames = await look(plan, span, work);
    asked ??= chooseNearest(frames, wanted);
    const choice = chooseFrame(
      frames,
      wanted,
      taken.map(time => time - span.start),
    );
    if (choice && (choice.good || !best)) best = { span, choice };
    if (span.start === 0 && span.seconds >= plan.durationSeconds) break;
  }
  if (!best) throw nothingAt(seconds);
  const { span, choice } = best;
  const flaw = asked && flawOf(asked);
  return {
    span,
    offset: choice.frame.offset,
    seconds: Math.round((span.start + choice.frame.offset) * 1_000) / 1_000,
    reason: reasonFor(choice, flaw ?? null, Math.abs(span.start + choice.frame.offset - seconds) < NEARBY),
  };
}

function spanAround(seconds: number, width: number, runUp: number): Span {
  const start = Math.max(0, Math.floor((seconds - width / 2 - runUp) * 1_000) / 1_000);
  return { start, seconds: seconds + width / 2 - start };
}

/** From the last key frame on: where a film stands still for long, the frame on show began there or later. */
function spanBefore(seconds: number, keyFrames: number[], runUp: number): Span {
  const key = keyFrames.findLast(time => time <= seconds) ?? 0;
  const start = Math.max(0, Math.floor((key - runUp) * 1_000) / 1_000);
  return { start, seconds: seconds + NEARBY - start };
}

async function look(plan: ImagePlan, span: Span, { folder, input, run }: Bench): Promise<FrameLook[]> {
  const report = 'look.txt';
  await run(lookArgs(plan, span, report, { input }));
  const frames = readLook(await readFile(join(folder, report), 'utf8'));
  // ffmpeg counts a span from the first frame it meets, however late that comes.
  return frames.filter(({ offset }) => offset <= span.seconds);
}

function chooseNearest(frames: FrameLook[], wanted: number): FrameLook | undefined {
  return [...frames].sort((a, b) => Math.abs(a.offset - wanted) - Math.abs(b.offset - wanted))[0];
}

function reasonFor({ good }: FrameChoice, flaw: string | null, near: boolean): string {
  if (flaw === null) return near ? 'as asked' : 'the nearest frame there is';
  return good
    ? `the frame asked for is ${flaw}; this is the nearest that is not`
    : `the frames around are all ${flaw}; this shows most`;
}

function nothingAt(seconds: number): MediaError {
  return new MediaError({
    failureClass: 'input',
    code: 'corrupt',
    message: `No picture can be decoded around ${seconds.toFixed(3)} s of the video; it is damaged.`,
  });
}
