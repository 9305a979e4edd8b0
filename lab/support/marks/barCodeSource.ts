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
  const bit = `bitand(floor((N+${first})/pow(2,floor(X/${BAR}))),1)`;
  const luma = `if(lt(Y,${BAR}),16+219*${bit},lum(X,Y))`;
  const pattern = `testsrc2=size=${BAR_CODE_WIDTH}x${height}:rate=${rate}:duration=${seconds},format=yuv420p`;
  return `${pattern},geq=lum='${luma}':cb='if(lt(Y,${BAR / 2}),128,cb(X,Y))':cr='if(lt(Y,${BAR / 2}),128,cr(X,Y))'`;
}
