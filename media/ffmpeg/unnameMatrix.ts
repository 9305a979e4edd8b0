import type { SourcePlan } from '../plan/sourcePlan.ts';

/** What makes a stream say of its matrix that it says nothing, by codec; the samples stay. */
const UNNAME: Record<string, string> = {
  h264: 'h264_metadata=matrix_coefficients=2',
  hevc: 'hevc_metadata=matrix_coefficients=2',
  av1: 'av1_metadata=matrix_coefficients=2',
  mpeg2video: 'mpeg2_metadata=matrix_coefficients=2',
  vp9: 'vp9_metadata=color_space=unknown',
  prores: 'prores_metadata=colorspace=unknown',
};

/** ffmpeg's bitstream filter that takes away the name of the matrix, should it be needed; null where none can be. */
export function unnameMatrix({ video, source }: Pick<SourcePlan, 'video' | 'source'>): string | null {
  return video.matrixUnnamed ? (UNNAME[source.codec] ?? null) : null;
}
