import { dataFolder, RunningStack } from '../support/runningStack.ts';
import type { BenchOptions } from './benchOptions.ts';
import { median } from './meter/figures.ts';
import { fewerThan, MIN_PAIRS } from './pairs/noise.ts';

/** `fanreel up` to its ready line: the first time, with a synth, and when nothing changed. */
export async function benchStartup({ projectDir, pairs }: BenchOptions): Promise<string[]> {
  const start = async () => {
    const begun = performance.now();
    const stack = await RunningStack.start(projectDir, dataFolder(projectDir));
    const seconds = (performance.now() - begun) / 1_000;
    await stack.stop();
    return seconds;
  };
  const first = await start();
  const again: number[] = [];
  for (let round = 0; round < pairs; round += 1) again.push(await start());
  console.log('start-up, command to ready');
  console.log(`  first, with a synth   ${first.toFixed(2)} s`);
  console.log(`  nothing changed       median ${median(again).toFixed(2)} s, target under 5 s`);
  return fewerThan(MIN_PAIRS, pairs, 'starts');
}
