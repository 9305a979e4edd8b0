import type { Samples } from '../../movie/samples.ts';
import type { SampleClock } from './matchSamples.ts';

/** A sample and when it is shown by the clock of the whole source, ticks. */
export interface ShownSample {
  sample: number;
  ticks: number;
}

/** The samples that are shown, in the order in which they are; `first` and `last` are the ticks of the outermost ones. */
export function shownSamples(
  { decoded, later }: Samples,
  { from, count, offsetTicks }: SampleClock,
  { first, last }: { first: number; last: number },
): ShownSample[] {
  return Array.from({ length: count }, (_, index) => from + index)
    .map(sample => ({ sample, ticks: (decoded[sample] ?? 0) + (later[sample] ?? 0) + offsetTicks }))
    .filter(({ ticks }) => ticks >= first && ticks <= last)
    .sort((a, b) => a.ticks - b.ticks);
}
