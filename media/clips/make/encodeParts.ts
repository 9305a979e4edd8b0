import { join } from 'node:path';
import { outputBudget } from '../../plan/outputBudget.ts';
import type { Bench } from '../../run/bench.ts';
import type { ClipPlan } from '../plan/clipPlan.ts';
import { clipArgs, type Wanted } from './clipArgs.ts';
import { joinFiles } from './joinFiles.ts';
import type { LaidClip, LaidPictures } from './layParts.ts';
import type { PartFile } from './partFile.ts';

/** Where a clip is encoded. */
export type EncodeBench = Pick<Bench, 'folder' | 'run' | 'progressSeconds' | 'onProgress'> & {
  output: string;
};

/**
 * Sources that one run of ffmpeg decodes, in pixels of all together: each that is open takes some 40 bytes a pixel from the
 * start, and so many take 1 GB.
 */
export const MAX_OPEN_PIXELS = 12 * 1920 * 1080;

/**
 * Encodes the parts of a clip into one file: in one run, or where they are too many to be open at once in groups, one
 * behind the other, and then their sound in one run; these are joined by their indexes.
 * @throws runFfmpeg's.
 */
export async function encodeParts(
  plan: ClipPlan,
  laid: LaidClip,
  parts: PartFile[],
  bench: EncodeBench,
  maxOpenPixels = MAX_OPEN_PIXELS,
): Promise<void> {
  const hasSound = plan.output.audio !== null;
  const groups = groupsOf(laid.pictures, parts, maxOpenPixels);
  if (groups.length === 1) {
    const used = parts.filter(({ part }) => isUsed(part, laid));
    return await encode(plan, laid, used, { pictures: true, sound: hasSound }, bench);
  }
  const pictures: string[] = [];
  for (const [at, group] of groups.entries()) {
    const output = join(bench.folder, `group-${at}.${plan.output.container}`);
    const open = parts.filter(({ part }) => group.some(one => one.part === part));
    await encode(
      plan,
      { ...laid, pictures: group },
      open,
      { pictures: true, sound: false },
      { ...bench, output },
    );
    pictures.push(output);
  }
  const sound = hasSound ? join(bench.folder, `sound.${plan.output.container}`) : null;
  if (sound !== null) {
    const heard = parts.filter(({ part }) => laid.sounds.some(one => one.part === part));
    await encode(plan, laid, heard, { pictures: false, sound: true }, { ...bench, output: sound });
  }
  await joinFiles({ pictures, sound }, bench.output);
}

async function encode(
  plan: ClipPlan,
  laid: LaidClip,
  parts: PartFile[],
  wanted: Wanted,
  { run, output, progressSeconds, onProgress }: EncodeBench,
): Promise<void> {
  const { num, den } = laid.rate;
  const [first] = laid.pictures;
  const before = wanted.pictures ? ((first?.firstFrame ?? 0) * den) / num : 0;
  await run(clipArgs(plan, laid, parts, wanted, { output, progressSeconds }), {
    fileBytes: outputBudget(plan.output).bytes,
    onProgress: ({ outTimeSeconds }) => onProgress((before + outTimeSeconds) / plan.output.durationSeconds),
  });
}

function isUsed(part: number, { pictures, sounds }: LaidClip): boolean {
  return [...pictures, ...sounds].some(one => one.part === part);
}

/** Neighbours together, as many as can be open at once. */
function groupsOf(pictures: LaidPictures[], parts: PartFile[], maxPixels: number): LaidPictures[][] {
  const pixelsOf = ({ part }: LaidPictures) => {
    const source = parts.find(one => one.part === part)?.cut.source;
    return source ? source.width * source.height : 0;
  };
  const groups: LaidPictures[][] = [];
  let pixels = Number.POSITIVE_INFINITY;
  for (const one of pictures) {
    const more = pixelsOf(one);
    if (pixels + more > maxPixels) {
      groups.push([]);
      pixels = 0;
    }
    groups.at(-1)?.push(one);
    pixels += more;
  }
  return groups;
}
