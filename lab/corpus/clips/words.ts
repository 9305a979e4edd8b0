/** Pieces of the recipes' ffmpeg arguments. */
export const X264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p';
export const COPY = '-i base.mp4 -c copy';

/** ffmpeg's moving test pattern as an input. */
export function pattern(size = '320x240', rate: number | string = 30, seconds: number | string = 2): string {
  return `-f lavfi -i testsrc2=size=${size}:rate=${rate}:duration=${seconds}`;
}

/** A 440 Hz tone as an input. */
export function tone(seconds = 2, rateHz = 48_000): string {
  return `-f lavfi -i sine=frequency=440:sample_rate=${rateHz}:duration=${seconds}`;
}

/** One colour as an input. */
export function colour(name: string, size: string, rate: number, seconds: number, then = ''): string {
  return `-f lavfi -i color=c=${name}:size=${size}:rate=${rate}:duration=${seconds}${then}`;
}
