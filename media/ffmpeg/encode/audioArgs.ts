import type { Plan } from '../../plan/plan.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { soundOnGrid } from '../filters/gridFilters.ts';
import { intoChannels } from '../filters/intoChannels.ts';

/** ffmpeg's output arguments for the sound of a plan; without a grid it begins with what ffmpeg reads first. */
export function audioArgs(audio: NonNullable<Plan['audio']>, untimed: boolean, grid: Grid | null): string[] {
  return [
    // rematrix_maxval: mixing six channels into two must not clip.
    '-af',
    [
      ...(untimed ? ['asetpts=N/SR/TB'] : []),
      ...soundOnGrid(grid?.soundShift ?? 0, 'rematrix_maxval=1'),
      intoChannels(audio.channels),
    ].join(','),
    ...audioEncoderArgs(audio),
  ];
}

/** ffmpeg's arguments for the encoder of a plan's sound. */
export function audioEncoderArgs(audio: NonNullable<Plan['audio']>): string[] {
  return [
    ...['-c:a', 'aac', '-b:a', `${audio.bitrateKbps}k`],
    ...['-ac', String(audio.channels), '-ar', String(audio.sampleRateHz)],
  ];
}

/** ffmpeg's arguments for a file of sound that was brought into one form (settleSound). */
export function settledInput(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-f', 'nut', '-i', `file:${path}`];
}
