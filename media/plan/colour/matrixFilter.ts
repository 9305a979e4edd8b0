import type { VideoTrack } from '../../probe/tracks/videoTrack.ts';

/** What makes a stream say of its matrix that it says nothing, by codec; the samples stay. */
const UNNAME: Record<string, string> = {
  h264: 'h264_metadata=matrix_coefficients=2',
  hevc: 'hevc_metadata=matrix_coefficients=2',
  av1: 'av1_metadata=matrix_coefficients=2',
  mpeg2video: 'mpeg2_metadata=matrix_coefficients=2',
  vp9: 'vp9_metadata=color_space=unknown',
  prores: 'prores_metadata=colorspace=unknown',
};

/** A bitstream filter that takes away the name of the matrix, and whether the ffmpeg in use needs it. */
export interface MatrixFilter {
  filter: string;
  needed: boolean;
}

/** For a stream that names its colours, but not its matrix; null where none can be needed. */
export function matrixFilter({
  codec,
  namesColours,
  matrix,
}: Pick<VideoTrack, 'codec' | 'namesColours' | 'matrix'>): MatrixFilter | null {
  const filter = UNNAME[codec];
  return namesColours && matrix === null && filter !== undefined ? { filter, needed: false } : null;
}
