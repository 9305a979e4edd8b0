import type { Crop } from '../../containers/crop.ts';
import { type Turn, UPRIGHT } from '../../containers/turn.ts';
import type { ColourChoice } from '../../plan/colour/colour.ts';
import { BT709, isRareMatrix } from '../../plan/colour/colourSpace.ts';
import { fitFrame } from '../../plan/frame/fitFrame.ts';
import type { FrameRate } from '../../plan/frame/frameRate.ts';
import type { FrameSize } from '../../plan/frame/frameSize.ts';
import { intoBt709 } from './intoBt709.ts';
import { setColours } from './setColours.ts';

/**
 * ffmpeg's video filter chain, cheapest order first. ffmpeg itself turns the picture upright ahead of the chain,
 * from the display matrix, mirrored ones included.
 */
export function videoFilters({
  rate,
  size,
  colour,
  deinterlace,
  turn,
  crop,
  pixelAspect,
  coded = null,
  untimed = false,
  still = false,
}: {
  /** The grid that the frames are put on; null where single ones are taken as they are. */
  rate: FrameRate | null;
  size: FrameSize;
  colour: ColourChoice;
  deinterlace: boolean;
  turn: Turn;
  crop: Crop | null;
  /** Of the source as it lies; counts for what is cropped. */
  pixelAspect: number;
  /** As coded, where one chain is to take all pictures of a stream, whatever their sizes (`keepsOneChain`). */
  coded?: (FrameSize & { pixelAspect: number }) | null;
  untimed?: boolean;
  /** It is for single frames, not for a film. */
  still?: boolean;
}): string[] {
  return [
    ...(colour.tags ? [setColours(colour.tags)] : []),
    ...(untimed && rate ? [`setpts=N*${rate.den}/${rate.num}/TB`] : []),
    // They were set up for one size, and must not see it change.
    ...(coded && (deinterlace || colour.onBlack) ? fitFrame(coded, { ...coded, options: ':interl=-1' }) : []),
    ...(deinterlace ? lyingDown(turn, [still ? ONE_FIELD : DEINTERLACED]) : []),
    // Ahead of all that costs time on frames which the grid drops.
    ...(rate ? [gridFilter(rate)] : []),
    ...(crop
      ? [cropped(crop, turn), `setsar=${turn.rotation % 180 === 0 ? pixelAspect : 1 / pixelAspect}`]
      : []),
    // Colours are stored at full strength beside their opacity; both multiplied is how they look on black.
    ...(colour.onBlack ? ['premultiply=inplace=1'] : []),
    ...fitFrame(size, { options: scalerOptions(colour) }),
    'setsar=1',
    ...(colour.tagsAgain ? [setColours(colour.tagsAgain)] : []),
    ...(colour.from ? intoBt709(colour.from, colour) : []),
    ...(colour.fromRgb && !colour.toneMap ? [setColours(BT709)] : []),
  ];
}

/**
 * A constant grid: each tick shows the newest picture there is, gaps are filled and doubles dropped, so that sound and
 * picture stay together. It begins at zero, with the first picture, however late that comes.
 */
export function gridFilter({ num, den }: FrameRate): string {
  return `fps=${num}/${den}:start_time=0`;
}

/**
 * The same in short, for a look at single frames that ffmpeg has not turned: upright and in its frame, in the colours
 * that its samples have. Null where those say nothing of the output's.
 */
export function lookFilters({
  size,
  colour,
  turn,
  crop,
}: Pick<Parameters<typeof videoFilters>[0], 'size' | 'colour' | 'turn' | 'crop'>): string[] | null {
  if (colour.from && (!colour.toneMap || isRareMatrix(colour.from.matrix))) return null;
  return [
    ...(colour.tags ? [setColours(colour.tags)] : []),
    ...(crop ? [cropped(crop, UPRIGHT)] : []),
    ...(turn.mirrored ? MIRRORS : TURNS)[turn.rotation],
    ...(colour.onBlack ? ['premultiply=inplace=1'] : []),
    ...fitFrame(size),
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
function lyingDown({ rotation, mirrored }: Turn, filters: string[]): string[] {
  // What mirrors as well is its own opposite.
  const back = mirrored ? rotation : (((360 - rotation) % 360) as Turn['rotation']);
  const turns = mirrored ? MIRRORS : TURNS;
  return [...turns[back], ...filters, ...turns[rotation]];
}

const TURNS: Record<Turn['rotation'], string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** What ffmpeg does for a display matrix that mirrors. */
const MIRRORS: Record<Turn['rotation'], string[]> = {
  0: ['vflip'],
  90: ['transpose=cclock_flip'],
  180: ['hflip'],
  270: ['transpose=clock_flip'],
};

/**
 * ffmpeg before 7.1 does not crop as containers tell, later ones have done it by now: what is small enough already
 * stays as it is, and the filter itself keeps the corner inside. By what is shown ffmpeg takes pixels for as wide as if
 * all of them were, so their aspect is told anew behind it.
 */
function cropped(crop: Crop, turn: Turn): string {
  const { left, top, width, height } = crop;
  const lying = { fromLeft: left, fromTop: top, fromRight: left + width, fromBottom: top + height };
  const sideways = { fromLeft: top, fromTop: left, fromRight: top + height, fromBottom: left + width };
  const isSideways = turn.rotation % 180 === 90;
  const edges = isSideways ? sideways : lying;
  const [across, down] = isSideways ? [height, width] : [width, height];
  const x = comesFromRight(turn) ? `iw-${edges.fromRight}` : edges.fromLeft;
  const y = comesFromBelow(turn) ? `ih-${edges.fromBottom}` : edges.fromTop;
  return `crop=min(iw\\,${across}):min(ih\\,${down}):${x}:${y}`;
}

/** Whether the turn puts on the left what lay on the right of a lying picture, or below in one turned sideways. */
function comesFromRight({ rotation, mirrored }: Turn): boolean {
  return rotation === 180 || rotation === (mirrored ? 270 : 90);
}

/** Whether it puts on top what lay below, or on the right in one turned sideways. */
function comesFromBelow({ rotation, mirrored }: Turn): boolean {
  return rotation === 270 || rotation === (mirrored ? 0 : 180);
}

function scalerOptions({ fromRgb, fullRange, rangeUntold, from }: ColourChoice): string {
  const matrix = fromRgb ? ':out_color_matrix=bt709' : '';
  if (from) return matrix;
  if (fullRange) return `${matrix}:in_range=full:out_range=limited`;
  return rangeUntold ? `${matrix}:out_range=limited` : matrix;
}
