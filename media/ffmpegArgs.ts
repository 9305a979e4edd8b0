import { LARGEST_FRAME_PIXELS, type Plan } from './plan.ts';

/**
 * The only formats ffmpeg may take a stranger's bytes for, by the names ffmpeg 5 to 7 know them. This flag decides:
 * playlists (HLS, DASH, concat, SDP) dressed up as video would otherwise open files and sockets.
 */
const FORMATS = 'mov,matroska,webm,avi,flv,mpegts,mpeg,asf,ogg';

/** The probe refuses files above this; here it bounds a decoder's memory should the header have lied. */
const MOST_STREAMS = '64';

/**
 * ffmpeg's arguments for a plan. Paths may be anything: `file:` keeps ffmpeg from reading them as an option or a
 * protocol. `threads` bounds the encoder and the decoder; without it ffmpeg uses every core.
 */
export function ffmpegArgs(
  plan: Plan,
  files: { input: string; output: string; threads?: number; progress?: boolean },
): string[] {
  const threads = files.threads === undefined ? [] : ['-threads', String(files.threads)];
  return [
    // -nostdin: a `q` on standard input would end the encode early, with exit code 0.
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'],
    ...(files.progress ? ['-progress', 'pipe:1', '-nostats'] : []),
    ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
    ...['-max_streams', MOST_STREAMS, '-max_pixels', String(LARGEST_FRAME_PIXELS)],
    ...threads,
    ...['-i', `file:${files.input}`],
    ...['-map', `0:V:${plan.video.streamIndex}`],
    ...(plan.audio ? ['-map', `0:a:${plan.audio.streamIndex}`] : []),
    // Nothing private or unasked-for goes on: titles, GPS, chapters, subtitles, data.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'],
    ...videoArgs(plan.video),
    ...(plan.audio ? audioArgs(plan.audio) : ['-an']),
    ...threads,
    // One stream far behind the other in the file must not end the encode.
    ...['-max_muxing_queue_size', '4096'],
    // +faststart: the index goes to the front, so that playing starts before all is there.
    ...['-movflags', '+faststart', '-f', plan.container, `file:${files.output}`],
  ];
}

function videoArgs(video: Plan['video']): string[] {
  return [
    ...['-vf', video.filters.join(',')],
    // A constant grid: gaps are filled and doubles dropped, so that sound and picture stay together.
    ...['-r', `${video.fps.num}/${video.fps.den}`, '-fps_mode', 'cfr'],
    ...['-c:v', 'libx264', '-preset', video.encoderSpeed, '-crf', String(video.crf)],
    ...['-maxrate', `${video.maxrateKbps}k`, '-bufsize', `${video.bufsizeKbps}k`],
    ...['-profile:v', video.profile, '-level:v', video.level, '-pix_fmt', 'yuv420p'],
    // An IDR frame every gopFrames and nowhere else, no frame refers across it: packagers cut there.
    ...['-g', String(video.gopFrames), '-keyint_min', String(video.gopFrames)],
    ...['-sc_threshold', '0', '-flags', '+cgop'],
  ];
}

function audioArgs(audio: NonNullable<Plan['audio']>): string[] {
  return [
    // async and first_pts: gaps and a late start become silence, so that sound starts at zero and keeps time.
    // rematrix_maxval: mixing six channels into two must not clip.
    '-af',
    `aresample=async=1:first_pts=0:rematrix_maxval=1,aformat=channel_layouts=${audio.channels === 1 ? 'mono' : 'stereo'}`,
    ...['-c:a', 'aac', '-b:a', `${audio.bitrateKbps}k`],
    ...['-ac', String(audio.channels), '-ar', String(audio.sampleRateHz)],
  ];
}
