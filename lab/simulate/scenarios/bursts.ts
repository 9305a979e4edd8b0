import preset720 from '../../../presets/720p.ts';
import preset1080 from '../../../presets/1080p.ts';
import production from '../../../profiles/production.ts';
import { provisionedRamp, type Ramp, standardRamp } from '../cloud/ramp.ts';
import type { Numbers } from '../constants.ts';
import { POLLERS } from './filmSteps.ts';
import { type BurstRun, runBurst } from './runBurst.ts';

/** One burst through one kind of event source. */
export interface NamedBurst extends BurstRun {
  name: string;
}

/** 8 to 30 s long, to 720p and 1080p, with the functions of the profile `production`. */
export function bursts(clips: number, seed: number, numbers: Numbers): NamedBurst[] {
  const { memoryMb, maxConcurrency } = production.function;
  const ramps: [string, Ramp][] = [
    [`standard, at most ${maxConcurrency} (profile production)`, standardRamp(numbers, maxConcurrency)],
    ['standard, at most 1,000', standardRamp(numbers, 1_000)],
    ['the same, if AWS adds by the minute', standardRamp(numbers, 1_000, 60)],
    [`provisioned, ${POLLERS} pollers`, provisionedRamp(numbers, POLLERS)],
  ];
  return ramps.map(([name, ramp]) => {
    const burst = {
      clips,
      seconds: { least: 8, most: 30 },
      presets: [preset720, preset1080],
      memoryMb,
      ramp,
    };
    return { name, ...runBurst(burst, seed, numbers) };
  });
}
