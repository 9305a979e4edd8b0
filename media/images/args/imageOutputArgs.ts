import type { ImagePlan } from '../plan/planImages.ts';

/** The encoder of a plan's images. */
export function imageCodec({ format, quality }: ImagePlan): string[] {
  return format === 'jpeg'
    ? ['-c:v', 'mjpeg', '-q:v', String(jpegScale(quality))]
    : ['-c:v', 'libwebp', '-quality', String(quality)];
}

/** ffmpeg's own scale for JPEG runs the other way: 2 is best, 31 is worst. */
function jpegScale(quality: number): number {
  return Math.round(31 - (quality / 100) * 29);
}

/**
 * -fps_mode: a single frame, whatever its time. -bitexact: no encoder's name in the file. -update: one file, its name no
 * pattern.
 */
export function written(name: string): string[] {
  return [
    ...['-fps_mode', 'passthrough', '-map_metadata', '-1', '-bitexact'],
    ...['-update', '1', '-f', 'image2', `file:${name}`],
  ];
}
