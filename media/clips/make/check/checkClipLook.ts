import type { LookMoment } from '../../../ffmpeg/look/lookMoments.ts';
import { checkLook, type LookWork } from '../../../verify/look/checkLook.ts';
import type { ClipPlan } from '../../plan/clipPlan.ts';
import type { LaidClip, LaidPictures } from '../layParts.ts';
import { type PartFile, partOf } from '../partFile.ts';
import { seekToKey } from '../seekTo.ts';

/** Of the parts, so many are looked at: the first, the last, and what lies evenly between. */
const MAX_PARTS = 3;

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
    const file = partOf(parts, pictures.part);
    const { cut, fetched, opened } = file;
    await checkLook(
      { ...output, ...cut, video: { ...output.video, ...cut.video } },
      {
        ...{ folder, run, input: fetched.path, output: path, hasSourceLooks: false },
        opened,
        moments: momentsOf(pictures, laid, file, output.video.gopFrames),
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

/**
 * Two moments of a part, one in each half: where the clip has a key frame, and the source one shortly before, so that
 * little is decoded to look there.
 */
function momentsOf(pictures: LaidPictures, laid: LaidClip, file: PartFile, gopFrames: number): LookMoment[] {
  const { firstFrame, frames } = pictures;
  const half = firstFrame + Math.floor(frames / 2);
  const halves = [
    [firstFrame, half],
    [half, firstFrame + frames],
  ] as const;
  const moments = halves.map(([from, to]) =>
    bestMoment(framesToTry(from, to, gopFrames), pictures, laid, file),
  );
  return moments.filter((one, at) => one.outputSeconds !== moments[at - 1]?.outputSeconds);
}

/** The clip's key frames among these; where there is none, what is in the middle of them. */
function framesToTry(from: number, to: number, gopFrames: number): number[] {
  const first = Math.ceil(from / gopFrames) * gopFrames;
  const keys = Array.from(
    { length: Math.max(0, Math.ceil((to - first) / gopFrames)) },
    (_, at) => first + at * gopFrames,
  );
  return keys.length > 0 ? keys : [Math.floor((from + to) / 2)];
}

function bestMoment(
  tried: number[],
  { firstFrame, times, zero }: LaidPictures,
  { rate }: LaidClip,
  { offsetSeconds, timeline, fetched }: PartFile,
): LookMoment {
  const frameSeconds = rate.den / rate.num;
  const [first = 0] = times;
  const moments = tried.map(frame => {
    // The newest picture that the grid puts on this frame or before it.
    const isThere = (time: number) => time - zero < (frame - firstFrame + 0.5) * frameSeconds;
    const sourceSeconds = (times.findLast(isThere) ?? first) - offsetSeconds;
    const key = timeline.keys.findLast(time => time <= sourceSeconds) ?? 0;
    const decodedSeconds = sourceSeconds - key;
    return { outputSeconds: frame * frameSeconds, sourceSeconds, ...seekToKey(key, fetched), decodedSeconds };
  });
  const { decodedSeconds: _, ...best } = moments.reduce((a, b) =>
    b.decodedSeconds < a.decodedSeconds ? b : a,
  );
  return best;
}
