/** Of the square that a picture is pulled to, pixels. */
export const LOOK_SIDE = 32;

/** What brings a picture that is laid as it is to be seen into a look, and its encoder. */
export const LOOK_FILTERS = [`scale=${LOOK_SIDE}:${LOOK_SIDE}:flags=area`, 'format=rgb24'];
export const LOOK_BYTES = LOOK_SIDE ** 2 * 3;

/** Of the file with one look; `%d` stands for any number, as ffmpeg counts them. */
export function lookName(side: 'meant' | 'made', at: number | '%d'): string {
  return `look-${side}-${at}.rgb`;
}
