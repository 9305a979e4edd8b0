/** ffmpeg's names for what MediaInfo calls formats. */
const NAMES: Record<string, string> = {
  AVC: 'h264',
  HEVC: 'hevc',
  AV1: 'av1',
  VP8: 'vp8',
  VP9: 'vp9',
  'MPEG Video': 'mpeg2video',
  'MPEG-4 Visual': 'mpeg4',
  'H.263': 'h263',
  'Sorenson Spark': 'flv1',
  'VC-1': 'vc1',
  WMV1: 'wmv1',
  WMV2: 'wmv2',
  ProRes: 'prores',
  JPEG: 'mjpeg',
  'M-JPEG': 'mjpeg',
  DV: 'dvvideo',
  'VC-3': 'dnxhd',
  FFV1: 'ffv1',
  Theora: 'theora',
  YUV: 'rawvideo',
  RGB: 'rawvideo',
  AAC: 'aac',
  'AC-3': 'ac3',
  'E-AC-3': 'eac3',
  'MPEG Audio': 'mp3',
  Opus: 'opus',
  Vorbis: 'vorbis',
  PCM: 'pcm',
  FLAC: 'flac',
  ALAC: 'alac',
  WMA: 'wma',
  AMR: 'amr',
  DTS: 'dts',
};

/** ffmpeg's name of a codec (`h264`); a format not in the table keeps MediaInfo's name in lower case. */
export function codecName(format: string, version: string | null, profile: string | null): string {
  if (format === 'MPEG Video' && version === '1') return 'mpeg1video';
  if (format === 'MPEG Audio' && profile === 'Layer 2') return 'mp2';
  return NAMES[format] ?? format.toLowerCase();
}
