import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../ffmpegProgress.ts';
import { withKnownMatrix } from '../withKnownMatrix.ts';
import { checkWhole } from './checkWhole.ts';
import { checkArgs, grabArgs, packetArgs } from './imageArgs.ts';
import { imageBudget } from './imageBudget.ts';
import { isJoined, withOneClock } from './joinedStream.ts';
import { makeSprite } from './makeSprite.ts';
import type { ImagePlan, PlannedImage } from './planImages.ts';
import type { SpritePlan } from './planSprite.ts';
import { readKeyFrames } from './readKeyFrames.ts';
import { takeFrame } from './takeFrame.ts';
import { verifyImages } from './verifyImages.ts';

/** Where and with what images are made. */
export interface ImageWork {
  /** Scratch: everything is written here, under the planned names. */
  folder: string;
  /** Path of the source. */
  input: string;
  /** Runs ffmpeg in `folder`; `fileBytes` is the most any file it writes may have. */
  run(
    args: string[],
    more?: { fileBytes?: number; onProgress?: (progress: Progress) => void },
  ): Promise<void>;
  /** Hears how much is done, 0 to 1. */
  onProgress(share: number): void;
}

/** A finished image. */
export interface MadeImage {
  role: PlannedImage['role'] | 'sprite';
  name: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** Of the frame that was taken; a sprite begins at zero. */
  seconds: number;
  /** What the preset asked for. */
  askedSeconds: number;
  /** Why that frame. */
  reason: string;
}

/** Each is a file that ffmpeg holds open, and it may hold few. */
const CHECKED_AT_ONCE = 16;
const REPORT = 'check.txt';
const KEY_FRAMES = 'key-frames.txt';

export interface MadeImages {
  /** As it came out: the length is measured where the source does not tell it. */
  plan: ImagePlan;
  images: MadeImage[];
}

/**
 * Makes and checks all images of a plan. Where the source does not tell its length, or less than it holds, it is
 * measured and `replan` asked for a plan with it.
 * @throws {MediaError} truncated, corrupt (input), output-mismatch (preset), and runFfmpeg's.
 */
export async function makeImages(
  planned: ImagePlan,
  unbounded: ImageWork,
  replan: (measuredSeconds: number) => ImagePlan,
): Promise<MadeImages> {
  const fileBytes = imageBudget(planned);
  const bounded: ImageWork = {
    ...unbounded,
    run: (args, more) => unbounded.run(args, { fileBytes, ...more }),
  };
  const { seconds, keyFrames } = await measure(planned, bounded);
  const joined = isJoined(planned, seconds) ? await withOneClock(planned, bounded) : null;
  const work = joined === null ? bounded : { ...bounded, input: joined };
  const isUntold = planned.durationToleranceSeconds === null && seconds > 0;
  const measured = isUntold || joined !== null ? replan(seconds) : planned;
  const stream = joined === null ? measured : { ...measured, streamIndex: 0, streamId: null };
  const plan = await withKnownMatrix(stream, work);
  if (seconds > 0) checkWhole(plan, seconds);
  const steps = plan.shots.length + (plan.sprite?.tiles ?? 0) + 1;
  let done = 0;
  const step = () => work.onProgress(++done / steps);

  const made: Omit<MadeImage, 'sizeBytes'>[] = [];
  const taken: number[] = [];
  for (const shot of plan.shots) {
    const frame = await takeFrame(plan, shot.seconds, taken, keyFrames, work);
    await work.run(grabArgs(plan, frame, shot.images, work));
    taken.push(frame.seconds);
    for (const { role, name, width, height } of shot.images) {
      const { seconds, reason } = frame;
      made.push({ role, name, width, height, seconds, askedSeconds: shot.seconds, reason });
    }
    step();
  }
  if (plan.sprite) {
    await makeSprite({ ...plan, sprite: plan.sprite }, work, keyFrames, step);
    made.push(sheetOf(plan.sprite));
  }
  return { plan, images: await checked(plan, made, work) };
}

/** The length, seconds, and when key frames come; 0 where the packets tell no time. */
async function measure(
  plan: ImagePlan,
  { folder, input, run }: ImageWork,
): Promise<{ seconds: number; keyFrames: number[] }> {
  let seconds = 0;
  const onProgress = ({ outTimeSeconds, frames }: Progress) => {
    seconds = Math.max(seconds, plan.untimed ? frames * plan.frameSeconds : outTimeSeconds);
  };
  await run(packetArgs(plan, KEY_FRAMES, { input }), { onProgress });
  return { seconds, keyFrames: await readKeyFrames(join(folder, KEY_FRAMES)) };
}

function sheetOf({ name, tile, columns, rows, reason }: SpritePlan): Omit<MadeImage, 'sizeBytes'> {
  const size = { width: tile.width * columns, height: tile.height * rows };
  return { role: 'sprite', name, ...size, seconds: 0, askedSeconds: 0, reason };
}

async function checked(
  plan: ImagePlan,
  made: Omit<MadeImage, 'sizeBytes'>[],
  { folder, run }: ImageWork,
): Promise<MadeImage[]> {
  const images = await Promise.all(
    made.map(async image => ({ ...image, sizeBytes: (await stat(join(folder, image.name))).size })),
  );
  for (let first = 0; first < images.length; first += CHECKED_AT_ONCE) {
    const some = images.slice(first, first + CHECKED_AT_ONCE);
    const names = some.map(({ name }) => name);
    await run(checkArgs(names, plan.format, REPORT));
    verifyImages(await readFile(join(folder, REPORT), 'utf8'), some);
  }
  return images;
}
