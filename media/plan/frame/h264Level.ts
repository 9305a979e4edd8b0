import type { VideoPreset } from '../../../presets/schema/preset.ts';

/** Limits of a level, ITU-T H.264 table A-1: macroblocks a second and macroblocks a frame. */
const LIMITS: Record<VideoPreset['level'], { perSecond: number; perFrame: number }> = {
  '3.0': { perSecond: 40_500, perFrame: 1_620 },
  '3.1': { perSecond: 108_000, perFrame: 3_600 },
  '3.2': { perSecond: 216_000, perFrame: 5_120 },
  '4.0': { perSecond: 245_760, perFrame: 8_192 },
  '4.1': { perSecond: 245_760, perFrame: 8_192 },
  '4.2': { perSecond: 522_240, perFrame: 8_704 },
  '5.0': { perSecond: 589_824, perFrame: 22_080 },
  '5.1': { perSecond: 983_040, perFrame: 36_864 },
  '5.2': { perSecond: 2_073_600, perFrame: 36_864 },
};

/** True where a decoder of this level may be handed such frames at such a rate. */
export function fitsLevel(
  level: VideoPreset['level'],
  size: { width: number; height: number },
  fps: number,
): boolean {
  const { perSecond, perFrame } = LIMITS[level];
  const across = Math.ceil(size.width / 16);
  const down = Math.ceil(size.height / 16);
  const longest = Math.sqrt(8 * perFrame);
  // A hair of slack: 60000/1001 and 60 are meant to share a level.
  return (
    across * down <= perFrame && across * down * fps <= perSecond * 1.001 && Math.max(across, down) <= longest
  );
}
