import type { Plan } from '../../plan/plan.ts';
import { keepsOneChain } from '../oneChain.ts';
import { LOOK_FILTERS, lookName } from './lookFile.ts';
import { lookFilters } from './lookFilters.ts';
import { type LookMoment, selectFrom } from './lookMoments.ts';

/**
 * Whether a plan's encode can write the looks of its source as it goes, for next to nothing. Not where ffmpeg turns the
 * picture: it would turn each frame once more, for this output, and how the source itself lies would not be seen. Nor
 * where the sound is a file of its own: ffmpeg reads on in the input of the output that is the furthest behind, which the
 * one of the looks nearly always is.
 */
export function encodeTakesLooks(plan: Plan, sound: string | null): boolean {
  return lookFilters(plan) !== null && keepsOneChain(plan.video) && sound === null;
}

/** Added to an encode: writes the looks of its source, in the order of the moments, as its decoder shows them. */
export function sourceLookArgs(picture: string, plan: Plan, moments: LookMoment[]): string[] {
  // Ahead of everything that costs time. Of a damaged source the next picture is taken.
  const select = selectFrom(moments.map(({ sourceSeconds }) => sourceSeconds));
  return [
    ...['-map', picture, '-vf', [select, ...(lookFilters(plan) ?? []), ...LOOK_FILTERS].join(',')],
    ...['-c:v', 'rawvideo', '-fps_mode', 'passthrough'],
    ...['-f', 'image2', '-start_number', '0', `file:${lookName('meant', '%d')}`],
  ];
}
