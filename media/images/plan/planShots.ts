import type { ImagePreset } from '../../../presets/schema/preset.ts';
import type { FrameSize } from '../../plan/frame/frameSize.ts';
import { imageSuffix } from './imageSuffix.ts';
import { type AskedTime, type Clip, imageTimes } from './imageTimes.ts';

/** One moment of the output, and the images made of it. */
export interface Shot {
  /** The moment asked for; the frame taken may be another one near by (chooseFrame.ts). */
  seconds: number;
  images: PlannedImage[];
}

export interface PlannedImage {
  role: 'thumbnail' | 'poster';
  /** File name, the last part of the key. */
  name: string;
  width: number;
  height: number;
}

/** The shots of these moments in each size, and the poster's, which is a moment of its own or one of theirs. */
export function planShots(preset: ImagePreset, clip: Clip, times: AskedTime[], sizes: FrameSize[]): Shot[] {
  const suffix = imageSuffix(preset.format);
  const image = (role: PlannedImage['role'], name: string, size: FrameSize) => ({
    role,
    name: `${name}${suffix}`,
    ...size,
  });
  const shots: Shot[] = times.map(({ seconds }, index) => ({
    seconds,
    images: sizes.map(size =>
      image('thumbnail', `${String(index + 1).padStart(4, '0')}-${size.width}`, size),
    ),
  }));
  const poster = posterTime(preset, clip, times);
  const largest = sizes.at(-1);
  if (poster === null || !largest) return shots;
  const same = shots.find(shot => shot.seconds === poster);
  if (same) same.images.push(image('poster', 'poster', largest));
  else shots.push({ seconds: poster, images: [image('poster', 'poster', largest)] });
  return shots;
}

function posterTime({ poster }: ImagePreset, clip: Clip, times: AskedTime[]): number | null {
  if (poster === false) return null;
  if (poster === true) return times[0]?.seconds ?? 0;
  return imageTimes([poster], clip).kept[0]?.seconds ?? 0;
}
