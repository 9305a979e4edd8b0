import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';

/** The parts of a colour space, by ffmpeg's names. */
export interface ColourSpace {
  primaries: string;
  transfer: string;
  matrix: string;
}

export const BT709: ColourSpace = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' };
const BT601: ColourSpace = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m' };
const BT601_PAL: ColourSpace = { ...BT601, primaries: 'bt470bg' };

/** By MediaInfo's names. What it has no name for is reserved or unspecified, and counts as untold. */
const PRIMARIES: Record<string, string> = {
  'BT.709': 'bt709',
  'BT.470 System M': 'bt470m',
  'BT.601 PAL': 'bt470bg',
  'BT.601 NTSC': 'smpte170m',
  'SMPTE 240M': 'smpte240m',
  'Generic film': 'film',
  'BT.2020': 'bt2020',
  XYZ: 'smpte428',
  'DCI P3': 'smpte431',
  'Display P3': 'smpte432',
  'EBU Tech 3213': 'ebu3213',
};
const TRANSFERS: Record<string, string> = {
  'BT.709': 'bt709',
  'BT.470 System M': 'bt470m',
  'BT.470 System B/G': 'bt470bg',
  'BT.601': 'smpte170m',
  // zscale 5.1 knows neither of these two curves; BT.709's is all but the same.
  'SMPTE 240M': 'bt709',
  'BT.1361': 'bt709',
  Linear: 'linear',
  xvYCC: 'iec61966-2-4',
  'sRGB/sYCC': 'iec61966-2-1',
  'BT.2020 (10-bit)': 'bt2020-10',
  'BT.2020 (12-bit)': 'bt2020-12',
  PQ: 'smpte2084',
  HLG: 'arib-std-b67',
};
const MATRICES: Record<string, string> = {
  'BT.709': 'bt709',
  'FCC 73.682': 'fcc',
  'BT.470 System B/G': 'bt470bg',
  'BT.601': 'smpte170m',
  'SMPTE 240M': 'smpte240m',
  YCgCo: 'ycgco',
  'BT.2020 non-constant': 'bt2020nc',
  'BT.2020 constant': 'bt2020c',
  'Chromaticity-derived non-constant': 'chroma-derived-nc',
  'Chromaticity-derived constant': 'chroma-derived-c',
  ICtCp: 'ictcp',
};

/** Matrices that neither players nor ffmpeg's scaler know; zscale does. */
const RARE_MATRICES = new Set(['ycgco', 'bt2020c', 'chroma-derived-nc', 'chroma-derived-c', 'ictcp']);

/** Those have BT.601's matrix by definition, whatever their size; ffmpeg's decoders say so on each frame. */
const BT601_CODECS = new Set(['mjpeg', 'vp8', 'theora']);

/** From here on players take a picture that does not tell for HD. Lines. */
const HD_LINES = 720;

export type DeclaredColours = { [part in keyof ColourSpace]: string | null };

/** What a file tells of its colours, null where it tells nothing that means something. */
export function declaredColours({
  primaries,
  transfer,
  matrix,
}: Pick<VideoTrack, 'primaries' | 'transfer' | 'matrix'>): DeclaredColours {
  return {
    primaries: PRIMARIES[primaries ?? ''] ?? null,
    transfer: TRANSFERS[transfer ?? ''] ?? null,
    matrix: MATRICES[matrix ?? ''] ?? null,
  };
}

/** What players take a picture for that tells nothing: BT.709 if it is HD, else BT.601. */
export function usualColours({
  codec,
  width,
  height,
}: Pick<VideoTrack, 'codec' | 'width' | 'height'>): ColourSpace {
  const lines = Math.min(width, height);
  if (lines >= HD_LINES) return BT601_CODECS.has(codec) ? { ...BT709, matrix: BT601.matrix } : BT709;
  return lines % 288 === 0 ? BT601_PAL : BT601;
}

/** High dynamic range that tells only half of it: BT.2020, unless the other half is BT.709's. */
export function hdrColours({ primaries, transfer, matrix }: DeclaredColours): ColourSpace {
  return {
    primaries: primaries ?? (matrix === BT709.matrix ? BT709.primaries : 'bt2020'),
    transfer: transfer ?? BT709.transfer,
    matrix: matrix ?? (primaries === BT709.primaries ? BT709.matrix : 'bt2020nc'),
  };
}

export function isRareMatrix(matrix: string | null): boolean {
  return matrix !== null && RARE_MATRICES.has(matrix);
}
