import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { Progress } from '../ffmpegProgress.ts';
import { withKnownMatrix } from '../withKnownMatrix.ts';
import { checkArgs, grabArgs, packetArgs } from './imageArgs.ts';
import { imageBudget } from './imageBudget.ts';
import { isJoined, withOneClock } from './joinedStream.ts';
import { makeSprite } from './makeSprite.ts';
import type { ImagePlan, PlannedImage } from './planImages.ts';
import type { SpritePlan } from './planSprite.ts';
import { readKeyFrames } from './readKeyFrames.ts';
import { takeFrame } from './takeFrame.ts';
import { verifyImages } from './verifyImages.ts';

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
 * Makes and checks all images of a plan. The source's length is measured, and `replan` asked for a plan with it.
 * @throws {MediaError} corrupt (input), output-mismatch (preset), and runFfmpeg's.
 */
export async function makeImages(
  planned: ImagePlan,
  unbounded: Bench,
  replan: (measuredSeconds: number) => ImagePlan,
): Promise<MadeImages> {
  const fileBytes = imageBudget(planned);
  const bounded: Bench = {
    ...unbounded,
    run: (args, more) => unbounded.run(args, { fileBytes, ...more }),
  };
  const { seconds, keyFrames } = await measure(planned, bounded);
  const joined = isJoined(planned, seconds) ? await withOneClock(planned, bounded) : null;
  const work = joined === null ? bounded : { ...bounded, input: joined };
  const isOff = seconds > 0 && !isAsTold(planned, seconds);
  const measured = isOff || joined !== null ? replan(seconds) : planned;
  const stream = joined === null ? measured : { ...measured, streamIndex: 0, streamId: null };
  const plan = await withKnownMatrix(stream, work);
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

/** The header's length is that of the packets, as far as headers are exact. */
function isAsTold({ durationSeconds, durationToleranceSeconds }: ImagePlan, seconds: number): boolean {
  return durationToleranceSeconds !== null && Math.abs(seconds - durationSeconds) <= durationToleranceSeconds;
}

/** The length, seconds, and when key frames come; 0 where the packets tell no time. */
async function measure(
  plan: ImagePlan,
  { folder, input, run }: Bench,
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
  { folder, run }: Bench,
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
