import type { FrameSize } from '../../plan/frame/frameSize.ts';

/**
 * Shapes this near one another are the same, stretched at most unnoticed: a TV line's pixels are counted in two ways
 * (704 or 720 to a line), and sides are rounded to even numbers.
 */
const SAME_SHAPE = 0.03;
/** Bars that are together no wider than this are rounding, of however small a frame. Pixels. */
const ROUNDING = 2;

/**
 * ffmpeg's filters that put each picture whole and unstretched into the frame, with bars where its shape is another: a
 * phone is turned while it streams, a film is followed by an advert in 4:3. What has the frame's size already is handed
 * on as it is. `options` are more of the scaler's; `dar` is an expression for the picture's shape, of pixels that are
 * `pixelAspect` times as wide as high.
 */
export function fitFrame(
  { width, height }: FrameSize,
  {
    options = '',
    pixelAspect = 1,
    dar = 'dar',
  }: { options?: string; pixelAspect?: number; dar?: string } = {},
): string[] {
  // `dar` is what the frame's own pixels make of its size. The plan's size comes from the header, rounded.
  const shape = pixelAspect === 1 ? dar : `(${dar}/${pixelAspect})`;
  const fits = `lt(abs(${shape}*${height}/${width}-1)\\,${SAME_SHAPE})+lte(abs(${width}-${height}*${shape})\\,${ROUNDING})`;
  const across = `if(${fits}\\,${width}\\,max(2\\,min(${width}\\,2*round(${height}*${shape}/2))))`;
  const down = `if(${fits}\\,${height}\\,max(2\\,min(${height}\\,2*round(${width}/${shape}/2))))`;
  return [
    `scale=w=${across}:h=${down}:eval=frame${options}`,
    // Fours of rows, so that the fields of an interlaced picture and their chroma stay where they are.
    `pad=${width}:${height}:(ow-iw)/2:4*floor((oh-ih)/8):eval=frame`,
  ];
}
