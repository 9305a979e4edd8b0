/**
 * The decoders ffmpeg may run, by ffmpeg's own names: what cameras, phones, editors, screen recorders and the last
 * twenty years of the web put into the containers taken. The hundreds of others (game cut-scenes, image formats, SVG)
 * have been fuzzed least and met nobody's video. A name that a build lacks does no harm.
 */
export const DECODERS: readonly string[] = [
  ...['h264', 'hevc', 'mpeg4', 'mpeg1video', 'mpeg2video', 'h263', 'h263p', 'h261'],
  ...['av1', 'libdav1d', 'libaom-av1', 'vp8', 'vp9', 'libvpx', 'libvpx-vp9', 'theora', 'vp3'],
  ...['msmpeg4v1', 'msmpeg4v2', 'msmpeg4', 'wmv1', 'wmv2', 'wmv3', 'vc1', 'mss2'],
  ...['flv', 'vp6', 'vp6a', 'vp6f', 'flashsv', 'flashsv2', 'svq1', 'svq3', 'cinepak', 'qtrle'],
  ...['prores', 'dnxhd', 'cfhd', 'dvvideo', 'mjpeg', 'mjpegb', 'png'],
  ...['ffv1', 'huffyuv', 'ffvhuff', 'utvideo', 'magicyuv', 'rawvideo', 'v210', 'camtasia', 'camstudio'],

  ...['aac', 'aac_latm', 'mp3', 'mp3float', 'mp2', 'mp2float', 'mp1', 'mp1float'],
  ...['ac3', 'eac3', 'dca', 'truehd', 'mlp', 'flac', 'alac', 'opus', 'libopus', 'vorbis', 'libvorbis'],
  ...['wmav1', 'wmav2', 'wmapro', 'wmalossless', 'wmavoice', 'amrnb', 'amrwb', 'speex', 'libspeex'],
  ...['nellymoser', 'qdm2', 'qdmc', 'mace3', 'mace6', 'gsm', 'gsm_ms', 's302m', 'pcm_bluray', 'pcm_dvd'],
  ...['pcm_u8', 'pcm_s8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be'],
  ...['pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_f64be', 'pcm_alaw', 'pcm_mulaw'],
  ...['adpcm_ms', 'adpcm_ima_wav', 'adpcm_ima_qt', 'adpcm_swf'],

  // Never shown, but ffmpeg looks into every stream as it opens a file.
  ...['mov_text', 'srt', 'subrip', 'ass', 'ssa', 'webvtt', 'text', 'dvdsub', 'pgssub', 'dvbsub', 'xsub'],
  'cc_dec',
];
