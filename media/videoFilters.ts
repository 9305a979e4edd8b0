import type { ColourChoice } from './colour.ts';
import { BT709 } from './colourSpace.ts';
import type { FrameRateChoice } from './frameRate.ts';
import type { FrameSize } from './frameSize.ts';
import { intoBt709 } from './intoBt709.ts';
import { setColours } from './setColours.ts';
import type { VideoTrack } from './videoTrack.ts';

/**
 * ffmpeg's video filter chain, cheapest order first. ffmpeg itself turns the picture upright ahead of the chain,
 * from the display matrix, mirrored ones included.
 */
export function videoFilters({
  rate,
  size,
  colour,
  deinterlace,
  rotation,
  untimed = false,
  still = false,
}: {
  rate: FrameRateChoice;
  size: FrameSize;
  colour: ColourChoice;
  deinterlace: boolean;
  rotation: VideoTrack['rotation'];
  untimed?: boolean;
  /** It is for single frames, not for a film. */
  still?: boolean;
}): string[] {
  const { num, den } = rate.rate;
  return [
    ...(colour.tags ? [setColours(colour.tags)] : []),
    ...(untimed ? [`setpts=N*${den}/${num}/TB`] : []),
    ...(deinterlace ? lyingDown(rotation, [still ? ONE_FIELD : DEINTERLACED]) : []),
    // Here and not left to ffmpeg's output rate, which repeats a last long frame for too long.
    ...(rate.regrid ? [`fps=${num}/${den}`] : []),
    // Colours are stored at full strength beside their opacity; both multiplied is how they look on black.
    ...(colour.onBlack ? ['premultiply=inplace=1'] : []),
    scale(size, colour),
    'setsar=1',
    ...(colour.from ? intoBt709(colour.from, colour) : []),
    ...(colour.fromRgb && !colour.toneMap ? [setColours(BT709)] : []),
  ];
}

/** Only frames marked as interlaced: progressive ones in a mixed stream stay untouched. One frame out for one in. */
const DEINTERLACED = 'bwdif=mode=send_frame:deint=interlaced';

/** A deinterlacer leaves its first frame combed, since it knows none before it; a still is such a frame. */
const ONE_FIELD = 'field=type=top';

/**
 * The fields of a picture lie in its rows as they were shot: ffmpeg has turned it upright already, so it is turned
 * back, at no loss, for the filters that look at fields.
 */
function lyingDown(rotation: VideoTrack['rotation'], filters: string[]): string[] {
  return [...TURNS[((360 - rotation) % 360) as keyof typeof TURNS], ...filters, ...TURNS[rotation]];
}

const TURNS: Record<VideoTrack['rotation'], string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/**
 * Always there, for the size may change in mid-stream, and headers lie about it; where the frame has this size
 * already the filter hands it on as it is.
 */
function scale({ width, height }: FrameSize, { fromRgb, fullRange, from }: ColourChoice): string {
  const matrix = fromRgb ? ':out_color_matrix=bt709' : '';
  const range = fullRange && !from ? ':in_range=full:out_range=limited' : '';
  return `scale=${width}:${height}${matrix}${range}`;
}
