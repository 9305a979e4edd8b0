import type { Plan } from '../../plan/plan.ts';

/** ffmpeg's arguments for the encoder of a plan's pictures, which come on its grid and in its frame. */
export function videoEncoderArgs(video: Plan['video']): string[] {
  return [
    ...['-r', `${video.fps.num}/${video.fps.den}`, '-fps_mode', 'cfr'],
    ...['-c:v', 'libx264', '-preset', video.encoderSpeed, '-crf', String(video.crf)],
    ...['-maxrate', `${video.maxrateKbps}k`, '-bufsize', `${video.bufsizeKbps}k`],
    ...['-profile:v', video.profile, '-level:v', video.level, '-pix_fmt', 'yuv420p'],
    // An IDR frame every gopFrames and nowhere else, no frame refers across it: packagers cut there.
    ...['-g', String(video.gopFrames), '-keyint_min', String(video.gopFrames)],
    ...['-sc_threshold', '0', '-flags', '+cgop'],
  ];
}
