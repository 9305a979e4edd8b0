/** Numbers up to 65,535. */
export const BITS = 16;

/** A row of bars across the top, each so wide and high, pixels: fit for a picture of this width or its multiples. */
export const BAR = 20;
export const BAR_CODE_WIDTH = BITS * BAR;

/**
 * ffmpeg's lavfi graph of pictures whose frame number is written into them as a bar code, from `first` on, over a pattern;
 * with `rate` a fraction or a number.
 */
export function barCodeSource(options: {
  rate: string | number;
  seconds: number;
  first?: number;
  height?: number;
}): string {
  const { rate, seconds, first = 0, height = 180 } = options;
  const pattern = `testsrc2=size=${BAR_CODE_WIDTH}x${height}:rate=${rate}:duration=${seconds},format=yuv420p`;
  // One pixel a bar, made as large as it is by repeating it: to reckon each pixel of the picture costs more than to encode it.
  const bit = `bitand(floor((N+${first})/pow(2,X)),1)`;
  const bits = `nullsrc=size=${BITS}x2:rate=${rate}:duration=${seconds},format=yuv420p,geq=lum='16+219*${bit}':cb=128:cr=128`;
  const bars = `${bits},scale=${BAR_CODE_WIDTH}:${BAR}:flags=neighbor`;
  return `${pattern}[pattern];${bars}[bars];[pattern][bars]overlay=format=yuv420`;
}
