import { ffmpeg } from './clip.ts';

/** A lavfi graph of four coloured quarters: red, lime over blue, white. */
export function quarters(width: number, height: number, seconds: number): string {
  const quarter = (colour: string) =>
    `color=c=${colour}:size=${width / 2}x${height / 2}:rate=25:duration=${seconds}`;
  return `${quarter('red')}[a];${quarter('lime')}[b];${quarter('blue')}[c];${quarter('white')}[d];[a][b]hstack[t];[c][d]hstack[u];[t][u]vstack`;
}

/** The colours of the first decoded frame's quarters as they are stored: top left, top right, bottom left, bottom right. */
export async function cornersOf(path: string, size: { width: number; height: number }): Promise<string[]> {
  const picture = await ffmpeg([
    ...['-noautorotate', '-i', path, '-frames:v', '1'],
    ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
  ]);
  return [0.25, 0.75].flatMap(down =>
    [0.25, 0.75].map(across => {
      const at = 3 * (Math.floor(size.height * down) * size.width + Math.floor(size.width * across));
      return colourName(picture.subarray(at, at + 3));
    }),
  );
}

function colourName([red = 0, green = 0, blue = 0]: Uint8Array): string {
  const bits = [red, green, blue].map(value => (value > 128 ? 1 : 0)).join('');
  return { '100': 'red', '010': 'lime', '001': 'blue', '111': 'white' }[bits] ?? bits;
}
