import type { Turn } from '../../containers/turn.ts';

const TURNS: Record<Turn['rotation'], string[]> = {
  0: [],
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** What ffmpeg does for a display matrix that mirrors. */
const MIRRORS: Record<Turn['rotation'], string[]> = {
  0: ['vflip'],
  90: ['transpose=cclock_flip'],
  180: ['hflip'],
  270: ['transpose=clock_flip'],
};

/** ffmpeg's filters that put a picture upright which ffmpeg has left lying. */
export function turnFilters({ rotation, mirrored }: Turn): string[] {
  return mirrored ? MIRRORS[rotation] : TURNS[rotation];
}

/**
 * The fields of a picture lie in its rows as they were shot: ffmpeg has turned it upright already, so it is turned
 * back, at no loss, for the filters that look at fields.
 */
export function lyingDown({ rotation, mirrored }: Turn, filters: string[]): string[] {
  // What mirrors as well is its own opposite.
  const back = mirrored ? rotation : (((360 - rotation) % 360) as Turn['rotation']);
  return [...turnFilters({ rotation: back, mirrored }), ...filters, ...turnFilters({ rotation, mirrored })];
}
