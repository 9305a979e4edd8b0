import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { neededPacketFilter } from '../../measure/neededPacketFilter.ts';
import { chooseFrameRate, type FrameRate } from '../../plan/frame/frameRate.ts';
import { declaredSeconds, type Incomplete, incompleteBy, refuseIncomplete } from '../../plan/incomplete.ts';
import type { MeasuredLength } from '../../plan/sourcePlan.ts';
import type { Bench } from '../../run/bench.ts';
import { betterRate } from '../../timeline/betterRate.ts';
import { gridSeconds, layGrid } from '../../timeline/layGrid.ts';
import type { Footage } from '../args/footage.ts';
import { checkArgs, grabArgs } from '../args/imageArgs.ts';
import { imageBudget } from '../plan/imageBudget.ts';
import { ANY_RATE, type ImagePlan } from '../plan/planImages.ts';
import type { PlannedImage } from '../plan/planShots.ts';
import type { SpritePlan } from '../plan/planSprite.ts';
import { makeSprite } from './makeSprite.ts';
import { measureImages } from './measureImages.ts';
import { openFootage } from './openFootage.ts';
import { takeFrame } from './takeFrame.ts';
import { verifyImages } from './verifyImages.ts';

/** A finished image. */
export interface MadeImage {
  role: PlannedImage['role'] | 'sprite';
  name: string;
  width: number;
  height: number;
  sizeBytes: number;
  /** When a video of the source shows the frame that was taken; a sprite begins at zero. */
  seconds: number;
  /** What the preset asked for. */
  askedSeconds: number;
  /** Why that frame. */
  reason: string;
}

export interface MadeImages {
  /** As it came out: lengths are measured. */
  plan: ImagePlan;
  images: MadeImage[];
  /** Null where the source is whole. */
  incomplete: Incomplete | null;
}

/** One that lies in the bench's folder, and is not checked yet. */
type TakenImage = Omit<MadeImage, 'sizeBytes'>;

/** Each is a file that ffmpeg holds open, and it may hold few. */
const CHECKED_AT_ONCE = 16;
const REPORT = 'check.txt';

/**
 * Makes and checks all images of a plan: measures the source's timeline as for a video, and asks `replan` for a plan
 * with the length that it has.
 * @throws {WorkError} corrupt, truncated and what `replan` throws (input), output-mismatch (preset), and runFfmpeg's.
 */
export async function makeImages(
  planned: ImagePlan,
  unbounded: Bench,
  replan: (measured: MeasuredLength) => ImagePlan,
): Promise<MadeImages> {
  const fileBytes = imageBudget(planned);
  const bench: Bench = { ...unbounded, run: (args, more) => unbounded.run(args, { fileBytes, ...more }) };
  refuseIncomplete(planned.incomplete, bench.onIncomplete);
  const timeline = await measureImages(planned, bench);
  refuseIncomplete(timeline.incomplete, bench.onIncomplete);
  const { pictures, sound } = timeline;
  const grid = layGrid(pictures, sound, rateOf(planned, pictures.times));
  const seconds = gridSeconds(grid);
  const pictureSeconds = (grid.frames * grid.rate.den) / grid.rate.num;
  const measured = { seconds, pictureSeconds, frames: pictures.times.length };
  const plan = replan(measured);
  const packetFilter = await neededPacketFilter(plan, bench);
  const footage = { ...(await openFootage(planned, timeline, grid, bench)), packetFilter };
  return {
    plan,
    images: await checked(plan, await takeAll(plan, footage, bench), bench),
    incomplete: timeline.incomplete ? lackOf(plan, seconds, declaredSeconds(planned)) : null,
  };
}

/** Of a source whose end is missing; a part of it lacks something only where it would go on. */
function lackOf(
  { part, durationSeconds }: ImagePlan,
  seconds: number,
  declared: number | null,
): Incomplete | null {
  if (!part) return incompleteBy(seconds, declared);
  return part.toSeconds < seconds ? null : incompleteBy(durationSeconds, null);
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}

/** As a video's own. */
function rateOf(plan: ImagePlan, times: number[]): FrameRate {
  const better = betterRate(plan, times);
  return better === null ? plan.video.fps : chooseFrameRate(better, ANY_RATE).rate;
}

async function takeAll(plan: ImagePlan, footage: Footage, bench: Bench): Promise<TakenImage[]> {
  const { shots, sprite, part } = plan;
  const steps = shots.length + (sprite?.tiles ?? 0) + 1;
  let done = 0;
  const step = () => bench.onProgress(++done / steps);
  const made: TakenImage[] = [];
  const taken: number[] = [];
  const { fromSeconds } = part ?? { fromSeconds: 0 };
  for (const { seconds: askedSeconds, images } of shots) {
    const frame = await takeFrame(plan, footage, fromSeconds + askedSeconds, taken, bench);
    await bench.run(grabArgs(plan, footage, frame, images));
    taken.push(frame.seconds);
    for (const { role, name, width, height } of images) {
      const { outputSeconds, reason } = frame;
      const seconds = Math.max(0, toMilliseconds(outputSeconds - fromSeconds));
      made.push({ role, name, width, height, seconds, askedSeconds, reason });
    }
    step();
  }
  if (sprite === null) return made;
  await makeSprite({ ...plan, sprite }, footage, bench, step);
  return [...made, sheetOf(sprite)];
}

function sheetOf({ name, tile, columns, rows, reason }: SpritePlan): TakenImage {
  const size = { width: tile.width * columns, height: tile.height * rows };
  return { role: 'sprite', name, ...size, seconds: 0, askedSeconds: 0, reason };
}

async function checked(plan: ImagePlan, made: TakenImage[], { folder, run }: Bench): Promise<MadeImage[]> {
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
