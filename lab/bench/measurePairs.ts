import type { RunningStack } from '../support/runningStack.ts';
import type { BenchOptions } from './benchOptions.ts';
import type { Pair } from './comparison.ts';
import { endedChildrenSeconds, familySeconds } from './meter/processorTime.ts';
import { listenToOthers, measureTurn } from './meter/turn.ts';

/**
 * Runs bare ffmpeg and fanreel in turns: as many pairs as are asked for, or as there is time for, one at least.
 * `index` tells the turns of fanreel apart.
 */
export async function measurePairs(
  { pairs, deadline }: BenchOptions,
  stack: RunningStack,
  turns: { bare(): Promise<unknown>; fanreel(index: number): Promise<unknown> },
): Promise<{ measured: Pair[]; othersBefore: number }> {
  const othersBefore = await listenToOthers();
  const measured: Pair[] = [];
  while (measured.length < pairs && (measured.length === 0 || performance.now() < deadline)) {
    measured.push({
      bare: await measureTurn(turns.bare, endedChildrenSeconds),
      fanreel: await measureTurn(
        () => turns.fanreel(measured.length),
        () => familySeconds(stack.pid),
      ),
    });
  }
  return { measured, othersBefore };
}
