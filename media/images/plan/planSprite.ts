import type { ImagePreset } from '../../../presets/schema/preset.ts';
import { displaySize, type FrameSize } from '../../plan/frame/frameSize.ts';
import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';
import { MAX_IMAGE_SIDE, sizeOfWidth } from './imageSizes.ts';
import { imageSuffix } from './imageSuffix.ts';
import type { Clip } from './imageTimes.ts';

export interface SpritePlan {
  /** File names of the sheet and of its WebVTT map. */
  name: string;
  mapName: string;
  columns: number;
  rows: number;
  tiles: number;
  /** Time that one tile stands for. */
  everySeconds: number;
  tile: FrameSize;
  reason: string;
}

/** Each tile costs a seek, and a sheet is loaded whole. */
const MAX_TILES = 100;

/** The sheet of a clip: tiles in even steps over its length, fewer where the clip or the sheet has no room for more. */
export function planSprite(
  source: VideoTrack,
  sprite: NonNullable<ImagePreset['sprite']>,
  format: ImagePreset['format'],
  clip: Clip,
): SpritePlan {
  const size = sizeOfWidth(displaySize(source), sprite.width);
  const asked = sprite.count ?? Math.ceil(clip.seconds / (sprite.everySeconds ?? clip.seconds));
  const room = sprite.columns * Math.max(1, Math.floor(MAX_IMAGE_SIDE / size.height));
  const tiles = Math.max(1, Math.min(asked, clip.frames, room, MAX_TILES));
  const asAsked = tiles === asked && sprite.everySeconds !== undefined;
  const everySeconds = asAsked ? (sprite.everySeconds as number) : clip.seconds / tiles;
  const columns = Math.min(sprite.columns, tiles);
  return {
    name: `sprite${imageSuffix(format)}`,
    mapName: 'sprite.vtt',
    columns,
    rows: Math.ceil(tiles / columns),
    tiles,
    everySeconds,
    tile: size,
    reason:
      tiles === asked
        ? "the preset's"
        : `${asked} tiles were asked for; a sheet holds ${Math.min(room, MAX_TILES)}, the video ${clip.frames}`,
  };
}

/** Where a tile's frame is taken: the middle of the time it stands for, never past the last frame. */
export function tileSeconds({ everySeconds }: SpritePlan, index: number, clip: Omit<Clip, 'frames'>): number {
  const last = Math.max(0, clip.seconds - clip.frameSeconds);
  return Math.floor(Math.min((index + 0.5) * everySeconds, last) * 1_000) / 1_000;
}
