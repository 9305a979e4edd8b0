import type { LookMoment } from '../../../ffmpeg/look/lookMoments.ts';
import { checkLook, type LookWork } from '../../../verify/look/checkLook.ts';
import type { ClipPlan } from '../../plan/clipPlan.ts';
import type { LaidClip, LaidPictures } from '../layParts.ts';
import type { PartFile } from '../partFile.ts';

/** Of the parts, so many are looked at: the first, the last, and what lies evenly between. */
const MAX_PARTS = 3;

/** Of a part's length. */
const SHARES = [0.25, 0.75];

/**
 * Looks at a few frames of a clip beside those of its parts.
 * @throws as checkLook.
 */
export async function checkClipLook(
  { output }: ClipPlan,
  laid: LaidClip,
  parts: PartFile[],
  { folder, run, output: path }: Pick<LookWork, 'folder' | 'run' | 'output'>,
): Promise<void> {
  for (const pictures of someOf(laid.pictures)) {
    const { cut, fetched, opened } = parts[pictures.part] as PartFile;
    await checkLook(
      { ...output, ...cut, video: { ...output.video, ...cut.video } },
      {
        ...{ folder, run, input: fetched.path, output: path, hasSourceLooks: false },
        opened: { ...opened, ownClock: { startSeconds: 0 } },
        moments: momentsOf(pictures, laid, parts[pictures.part] as PartFile),
      },
    );
  }
}

function someOf(pictures: LaidPictures[]): LaidPictures[] {
  if (pictures.length <= MAX_PARTS) return pictures;
  const last = pictures.length - 1;
  const chosen = Array.from({ length: MAX_PARTS }, (_, at) => Math.round((at * last) / (MAX_PARTS - 1)));
  return chosen.flatMap(at => pictures[at] ?? []);
}

function momentsOf(
  { firstFrame, frames, times }: LaidPictures,
  { rate }: LaidClip,
  { offsetSeconds }: PartFile,
): LookMoment[] {
  const frameSeconds = rate.den / rate.num;
  const [first = 0] = times;
  return SHARES.map(share => {
    const frame = Math.floor(share * frames);
    // The newest picture that the grid puts on this frame or before it.
    const shown = times.findLast(time => time - first < (frame + 0.5) * frameSeconds) ?? first;
    return {
      outputSeconds: (firstFrame + frame) * frameSeconds,
      sourceSeconds: shown - offsetSeconds,
    };
  });
}
