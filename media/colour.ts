import type { VideoTrack } from './videoTrack.ts';

export interface ColourChoice {
  /** High dynamic range in, standard out. */
  toneMap: boolean;
  /** zscale's name of the source's transfer curve, where it is high dynamic range. */
  transfer: 'smpte2084' | 'arib-std-b67' | null;
  /** Samples over 0-255 in, 16-235 out. */
  narrowRange: boolean;
  /** RGB in: the matrix to luma and chroma is ours to choose and to tag. */
  fromRgb: boolean;
  /** What is see-through is laid on black. */
  onBlack: boolean;
  choice: string;
  reason: string;
}

/** The output is always 8-bit 4:2:0, limited range, standard dynamic range: what every player takes. */
export function chooseColour({
  transfer,
  fullRange,
  bitDepth,
  chroma,
  alpha,
}: Pick<VideoTrack, 'transfer' | 'fullRange' | 'bitDepth' | 'chroma' | 'alpha'>): ColourChoice {
  const curve = hdrCurve(transfer);
  const fromRgb = chroma === 'rgb';
  return {
    toneMap: curve !== null,
    transfer: curve,
    narrowRange: fullRange && curve === null,
    fromRgb,
    onBlack: alpha,
    choice: `8-bit 4:2:0, ${curve || fromRgb ? 'BT.709' : "the source's colour space"}${alpha ? ', on black' : ''}`,
    reason: curve
      ? `the source is ${transfer} high dynamic range and is tone-mapped, or it would look washed out`
      : reasonFor(fromRgb ? 'RGB' : `${bitDepth}-bit ${chroma}`, fullRange),
  };
}

function hdrCurve(transfer: string | null): ColourChoice['transfer'] {
  if (transfer === 'PQ') return 'smpte2084';
  return transfer === 'HLG' ? 'arib-std-b67' : null;
}

function reasonFor(samples: string, fullRange: boolean): string {
  const same = samples === '8-bit 4:2:0' && !fullRange;
  return same ? 'as the source' : `the source is ${samples}${fullRange ? ', full range' : ''}`;
}
