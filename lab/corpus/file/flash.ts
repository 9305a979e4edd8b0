import { FLASH_ROWS, NUMBER_BITS } from './frameNumber.ts';

interface FlashOptions {
  size?: string;
  /** Frames a second, also as a fraction. */
  rate?: number | string;
  seconds?: number;
}

/**
 * A picture to measure by, as an input: grey, white for one frame on every full second but the first, with the
 * frame's number as bars of black and white below it.
 */
export function flash({ size = '320x180', rate = 30, seconds = 4 }: FlashOptions = {}): string {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const [num = 30, den = 1] = String(rate).split('/').map(Number);
  const flashRows = Math.floor((height * FLASH_ROWS) / 2) * 2;
  const timing = `r=${rate}:d=${seconds}`;
  const bit = `16+219*mod(floor(N/pow(2,X-1)),2)`;
  const bars = `color=c=black:s=16x2:${timing},format=gray,geq=lum='if(eq(X,0),235,if(between(X,1,${NUMBER_BITS}),${bit},16))',scale=${width}:${height - flashRows}:flags=neighbor,format=yuv420p[bars]`;
  const isFlash = `gt(t,0.5)*lt(mod(t+0.001,1),${(0.9 * den) / num})`;
  const top = `color=c=0x3c3c3c:s=${width}x${flashRows}:${timing},drawbox=enable='${isFlash}':color=white:t=fill,format=yuv420p[top]`;
  return `-f lavfi -i ${bars};${top};[top][bars]vstack`;
}

/** A beep of 50 ms with each flash, as an input. */
export function beep(seconds = 4, rateHz = 48_000): string {
  return `-f lavfi -i aevalsrc='if(gt(t,0.5)*lt(mod(t,1),0.05),0.8*sin(2*PI*1000*t),0)':s=${rateHz}:d=${seconds}`;
}

/** The full seconds of a clip but the first, seconds later or earlier: when it flashes. */
export function everySecond(seconds: number, from = 0): number[] {
  return Array.from({ length: Math.ceil(seconds) - 1 }, (_, index) => index + 1 + from);
}
