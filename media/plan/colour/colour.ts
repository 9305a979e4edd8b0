import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';
import {
  BT709,
  type ColourSpace,
  declaredColours,
  hdrColours,
  isRareMatrix,
  usualColours,
} from './colourSpace.ts';

/** How the colours of a source become those of its output. */
export interface ColourPlan {
  /** What is converted to BT.709; null where the samples keep the colour space they have. */
  from: ColourSpace | null;
  /** The colour space that is kept; null where nothing says which, or none is kept. */
  kept: ColourSpace | null;
  /** The frames say themselves which that is; elsewhere it is in part what players take them for. */
  keptIsDeclared: boolean;
  /** Only the frames tell their range: MediaInfo does not read it of this codec. */
  rangeUntold: boolean;
  /** RGB in: the matrix to luma and chroma is ours to choose and to tag. */
  fromRgb: boolean;
  /** What is see-through is laid on black. */
  onBlack: boolean;
}

export interface ColourChoice {
  /** High dynamic range in, standard out. */
  toneMap: boolean;
  plan: ColourPlan;
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
  const declared = declaredColours(source);
  const isRare = !fromRgb && isRareMatrix(declared.matrix);
  const sdr = mended(source);
  const from = toneMap ? hdrColours(declared) : isRare ? sdr : null;
  return {
    toneMap,
    plan: {
      from,
      kept: from || fromRgb ? null : (sdr ?? allDeclared(declared)),
      keptIsDeclared: sdr === null,
      rangeUntold: source.codec === 'mpeg4',
      fromRgb,
      onBlack: alpha,
    },
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
  const declared = declaredColours(source);
  const usual = usualColours(source);
  const isDeclared = declared.primaries !== null && declared.transfer !== null && declared.matrix !== null;
  if (isDeclared && !isRareMatrix(declared.matrix)) return null;
  if (!source.namesColours && usual !== BT709 && declared.matrix === null) return null;
  return {
    primaries: declared.primaries ?? usual.primaries,
    transfer: declared.transfer ?? usual.transfer,
    matrix: declared.matrix ?? usual.matrix,
  };
}

function allDeclared({
  primaries,
  transfer,
  matrix,
}: ReturnType<typeof declaredColours>): ColourSpace | null {
  return primaries && transfer && matrix ? { primaries, transfer, matrix } : null;
}

function reasonFor(samples: string, matrix: string | null, fullRange: boolean): string {
  const same = samples === '8-bit 4:2:0' && !fullRange && matrix === null;
  if (same) return 'as the source';
  return `the source is ${samples}${matrix ? `, ${matrix}` : ''}${fullRange ? ', full range' : ''}`;
}
