import type { Expected } from '../file/corpusFile.ts';
import { everySecond } from '../file/flash.ts';

/** What comes of the clip of four seconds, however it is wrapped. */
export const LIKE_FLASH: Expected = {
  size: '320x180',
  fps: '30/1',
  seconds: 4,
  frames: 120,
  flashes: everySecond(4),
  numbered: { fps: 30 },
};

/** The same where the sound's lead-in, 21 ms, stands ahead of the picture: the grid has room for it, or not. */
export const BEHIND_LEAD_IN: Expected = { ...LIKE_FLASH, frames: [120, 121] };

/** Its picture alone. */
export const SILENT_FLASH: Expected = { ...LIKE_FLASH, audio: false };

/** The picture begins so many of its frames after the sound, and its first one is held until then. */
export function behindSound(frames: number, fps = 30): Expected {
  const from = frames / fps;
  return {
    ...LIKE_FLASH,
    fps: `${fps}/1`,
    seconds: 4 + from,
    frames: 4 * fps + frames,
    flashes: everySecond(4, from),
    numbered: { fps, from },
  };
}
