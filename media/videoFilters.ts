import type { ColourChoice } from './colour.ts';
import type { FrameRateChoice } from './frameRate.ts';
import type { FrameSize } from './frameSize.ts';
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
    ...(untimed ? [`setpts=N*${den}/${num}/TB`] : []),
    ...(deinterlace ? lyingDown(rotation, [still ? ONE_FIELD : DEINTERLACED]) : []),
    // Here and not left to ffmpeg's output rate, which repeats a last long frame for too long.
    ...(rate.regrid ? [`fps=${num}/${den}`] : []),
    // Colours are stored at full strength beside their opacity; both multiplied is how they look on black.
    ...(colour.onBlack ? ['premultiply=inplace=1'] : []),
    scale(size, colour),
    'setsar=1',
    ...(colour.toneMap ? toneMap(colour) : []),
    ...(colour.fromRgb && !colour.toneMap
      ? ['setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709']
      : []),
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
function scale({ width, height }: FrameSize, { fromRgb, narrowRange }: ColourChoice): string {
  const matrix = fromRgb ? ':out_color_matrix=bt709' : '';
  const range = narrowRange ? ':in_range=full:out_range=limited' : '';
  return `scale=${width}:${height}${matrix}${range}`;
}

/**
 * To linear light, to BT.709 primaries, the curve, and back. The input is spelt out, since not every frame is tagged:
 * for zscale, and on the frame, whose tags are otherwise taken for those that the first zscale keeps.
 */
function toneMap({ transfer }: ColourChoice): string[] {
  return [
    `setparams=color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`,
    `zscale=tin=${transfer}:min=bt2020nc:pin=bt2020:rin=limited:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:p=bt709:r=limited',
  ];
}
