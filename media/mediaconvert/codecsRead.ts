/**
 * Codecs that MediaConvert reads, by container: its user guide's tables "Supported input codecs and containers"
 * (github.com/awsdocs/aws-elemental-mediaconvert-user-guide, doc_source/reference-codecs-containers-input.md). What a
 * later guide may have added is made here.
 */
export const VIDEO_READ: Record<string, string[]> = {
  mp4: ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'h261', 'h263', 'vc1'],
  mov: ['h264', 'hevc', 'mpeg2video', 'mpeg4', 'h261', 'h263', 'prores', 'dvvideo', 'mjpeg', 'rawvideo'],
  mkv: ['h264', 'mpeg2video', 'mpeg4', 'vc1'],
  webm: ['vp8', 'vp9'],
  avi: ['mpeg4', 'dvvideo', 'mjpeg', 'rawvideo'],
  flv: ['h264'],
  ts: ['h264', 'hevc', 'mpeg2video', 'vc1'],
  mpg: ['mpeg1video', 'mpeg2video'],
  wmv: ['vc1'],
};
/** The same of sound. */
export const AUDIO_READ: Record<string, string[]> = {
  mp4: ['aac', 'ac3', 'eac3', 'pcm', 'wma'],
  mov: ['aac', 'mp3', 'pcm'],
  mkv: ['aac', 'ac3', 'eac3', 'opus', 'wma', 'flac'],
  webm: ['opus', 'vorbis'],
  avi: ['ac3', 'eac3', 'mp2', 'mp3', 'pcm'],
  flv: ['aac'],
  ts: ['aac', 'ac3', 'eac3', 'mp2', 'mp3', 'pcm', 'wma'],
  mpg: ['mp2', 'mp3'],
  wmv: ['wma'],
};
