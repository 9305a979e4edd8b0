import type { FrameSize } from './frameSize.ts';

/** From this moment of the film on, seconds, pictures are shown this much wider than high; null: by square pixels. */
export interface PictureShape {
  seconds: number;
  aspect: number | null;
}

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
 * on as it is. `options` are more of the scaler's.
 */
export function fitFrame(
  { width, height }: FrameSize,
  { options = '', pixelAspect = 1 }: { options?: string; pixelAspect?: number } = {},
): string[] {
  // `dar` is what the frame's own pixels make of its size. The plan's size comes from the header, rounded.
  const dar = pixelAspect === 1 ? 'dar' : `(dar/${pixelAspect})`;
  const fits = `lt(abs(${dar}*${height}/${width}-1)\\,${SAME_SHAPE})+lte(abs(${width}-${height}*${dar})\\,${ROUNDING})`;
  const across = `if(${fits}\\,${width}\\,max(2\\,min(${width}\\,2*round(${height}*${dar}/2))))`;
  const down = `if(${fits}\\,${height}\\,max(2\\,min(${height}\\,2*round(${width}/${dar}/2))))`;
  return [
    `scale=w=${across}:h=${down}:eval=frame${options}`,
    // Fours of rows, so that the fields of an interlaced picture and their chroma stay where they are.
    `pad=${width}:${height}:(ow-iw)/2:4*floor((oh-ih)/8):eval=frame`,
  ];
}

/** The filters with the first fitting of all by shapes that are known from elsewhere, not by the frames' own. */
export function fitByTime(filters: string[], shapes: PictureShape[]): string[] {
  const first = filters.findIndex(isFit);
  const aspects = shapes.map(({ aspect }) => (aspect === null ? 'a' : aspect.toFixed(6)));
  const steps = shapes
    .slice(1)
    .map(
      ({ seconds }, at) => `+gte(t\\,${(seconds - 0.001).toFixed(3)})*(${aspects[at + 1]}-${aspects[at]})`,
    );
  const known = `(${aspects[0]}${steps.join('')})`;
  return filters.map((filter, at) => (at === first ? filter.replaceAll(/\bdar\b/g, known) : filter));
}

export function isFit(filter: string): boolean {
  return filter.startsWith('scale=w=');
}
