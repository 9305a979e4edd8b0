import { SOUND_PIECE_SECONDS } from '../../../pipeline/engines/segments/pieceSecondsOf.ts';
import { provisionedRamp, standardRamp } from '../cloud/ramp.ts';
import type { Numbers } from '../constants.ts';
import { POLLERS, TARGET } from './filmSteps.ts';
import { type Films, runFilms } from './runFilms.ts';
import { type Summary, summarize } from './summary.ts';

const MEMORY_MB = [1_769, 2_400, 3_538, 5_307, 8_846];
const PIECE_SECONDS = [10, 15, 20, 22, 24, 30];

/** A film made with one size of function, in pieces of one length. */
export interface SweepPoint extends Summary {
  source: 'standard' | 'provisioned';
  memoryMb: number;
  pieceSeconds: number;
}

/** Sound in pieces of two minutes, and joins decoded by each worker: otherwise one worker takes longer than all else. */
export function sweep(plan: Films['plan'], seeds: number[], numbers: Numbers): SweepPoint[] {
  const ramps = { standard: standardRamp(numbers, 1_000), provisioned: provisionedRamp(numbers, POLLERS) };
  return (['standard', 'provisioned'] as const).flatMap(source =>
    MEMORY_MB.flatMap(memoryMb =>
      PIECE_SECONDS.map(pieceSeconds => {
        const cut = {
          pieceSeconds,
          soundSeconds: SOUND_PIECE_SECONDS,
          ...{ joins: 'each' as const, index: 'message' as const, memoryMb },
        };
        const runs = runFilms({ plan, cut, ramp: ramps[source] }, seeds, numbers);
        return { source, memoryMb, pieceSeconds, ...summarize(runs) };
      }),
    ),
  );
}

/** The cheapest that is there in time at the median; undefined where none is. */
export function cheapestInTime(points: SweepPoint[]): SweepPoint | undefined {
  return points
    .filter(({ medianSeconds }) => medianSeconds <= TARGET.seconds)
    .sort((a, b) => a.usd - b.usd)[0];
}
