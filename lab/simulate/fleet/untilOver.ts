import type { Simulation } from '../engine/simulation.ts';
import type { RuleParts } from './rules/rule.ts';

/** Lets things happen again and again until the run is over, and then closes it, once. */
export function untilOver(
  simulation: Simulation,
  { isOver, close }: { isOver(): boolean; close(): void },
): RuleParts['every'] {
  let isClosed = false;
  return (seconds, tick) => {
    const again = () => {
      if (isClosed) return;
      if (isOver()) {
        isClosed = true;
        close();
        return;
      }
      tick();
      simulation.after(seconds, again);
    };
    again();
  };
}
