import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';
import {
  BT709,
  type ColourSpace,
  hdrColours,
  isRareMatrix,
  toldColours,
  usualColours,
} from './colourSpace.ts';

export interface ColourChoice {
  /** High dynamic range in, standard out. */
  toneMap: boolean;
  /** What has to be converted to BT.709, and from where; null where the samples keep the colour space they have. */
  from: ColourSpace | null;
  /** What the frames are said to be ahead of all filters, in the place of what they say; null where that is kept. */
  tags: ColourSpace | null;
  /** The same again behind the scaler: ffmpeg 7's forgets the matrix where it changes the range. Null where it does not. */
  tagsAgain: ColourSpace | null;
  fullRange: boolean;
  /** Only the frames tell their range: MediaInfo does not read it of this codec. */
  rangeUntold: boolean;
  /** RGB in: the matrix to luma and chroma is ours to choose and to tag. */
  fromRgb: boolean;
  /** What is see-through is laid on black. */
  onBlack: boolean;
  choice: string;
  reason: string;
}

type Source = Pick<
  VideoTrack,
  | 'codec'
  | 'width'
  | 'height'
  | 'primaries'
  | 'transfer'
  | 'matrix'
  | 'namesColours'
  | 'fullRange'
  | 'bitDepth'
  | 'chroma'
  | 'alpha'
>;

/** The output is always 8-bit 4:2:0, limited range, standard dynamic range: what every player takes. */
export function chooseColour(source: Source): ColourChoice {
  const { fullRange, bitDepth, chroma, alpha, transfer } = source;
  const toneMap = transfer === 'PQ' || transfer === 'HLG';
  const fromRgb = chroma === 'rgb';
  const told = toldColours(source);
  const isRare = !fromRgb && isRareMatrix(told.matrix);
  const sdr = mended(source);
  const rangeUntold = source.codec === 'mpeg4';
  const from = toneMap ? hdrColours(told) : isRare ? (sdr ?? null) : null;
  return {
    toneMap,
    from,
    tags: from ? scalable(from) : fromRgb ? null : sdr,
    tagsAgain: !from && !fromRgb && (fullRange || rangeUntold) ? (sdr ?? allTold(told)) : null,
    fullRange,
    rangeUntold,
    fromRgb,
    onBlack: alpha,
    choice: `8-bit 4:2:0, ${from || fromRgb ? 'BT.709' : "the source's colour space"}${alpha ? ', on black' : ''}`,
    reason: toneMap
      ? `the source is ${transfer} high dynamic range and is tone-mapped, or it would look washed out`
      : reasonFor(fromRgb ? 'RGB' : `${bitDepth}-bit ${chroma}`, isRare ? source.matrix : null, fullRange),
  };
}

/**
 * What a source tells of its colours, the holes filled with what players take it for; null where its frames say it
 * well enough. Values without a meaning (Samsung's phones write them) would make ffmpeg fail, and HD that tells nothing
 * would be taken for SD where the output is smaller.
 */
function mended(source: Source): ColourSpace | null {
  const told = toldColours(source);
  const usual = usualColours(source);
  const isTold = told.primaries !== null && told.transfer !== null && told.matrix !== null;
  if (isTold && !isRareMatrix(told.matrix)) return null;
  if (!source.namesColours && usual !== BT709 && told.matrix === null) return null;
  return {
    primaries: told.primaries ?? usual.primaries,
    transfer: told.transfer ?? usual.transfer,
    matrix: told.matrix ?? usual.matrix,
  };
}

function allTold({ primaries, transfer, matrix }: ReturnType<typeof toldColours>): ColourSpace | null {
  return primaries && transfer && matrix ? { primaries, transfer, matrix } : null;
}

/** Under a name that ffmpeg's scaler knows: it changes no matrix here, but from version 7 on refuses rare ones. */
function scalable({ matrix, ...rest }: ColourSpace): ColourSpace {
  return { ...rest, matrix: isRareMatrix(matrix) ? BT709.matrix : matrix };
}

function reasonFor(samples: string, matrix: string | null, fullRange: boolean): string {
  const same = samples === '8-bit 4:2:0' && !fullRange && matrix === null;
  if (same) return 'as the source';
  return `the source is ${samples}${matrix ? `, ${matrix}` : ''}${fullRange ? ', full range' : ''}`;
}
