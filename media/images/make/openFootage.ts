import { join } from 'node:path';
import type { Timeline } from '../../measure/measureSource.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { readPackets } from '../../timeline/readPackets.ts';
import type { Footage } from '../args/footage.ts';
import { firstPacketArgs } from '../args/footageArgs.ts';
import type { ImagePlan } from '../plan/planImages.ts';
import { isJoined, withOneClock } from './joinedStream.ts';

const FIRST = 'first-packet.txt';

/**
 * Finds out how to seek in a measured source, of which a copy is made where its clock is set back on the way.
 * @throws runFfmpeg's.
 */
export async function openFootage(
  plan: ImagePlan,
  { pictures, keys, startDts, opened }: Timeline,
  grid: Grid,
  bench: Bench,
): Promise<Footage> {
  const { times, end } = pictures;
  const source = {
    input: bench.input,
    isCopy: false,
    opened,
    packetFilter: null,
    zero: null,
    times,
    keys,
    grid,
  };
  if (plan.untimed) return source;
  if (!isJoined(plan, end - (times[0] ?? 0))) return withZero(plan, source, startDts, bench);
  const input = await withOneClock(plan, bench);
  if (input === null) return source;
  return withZero(plan, { ...source, input, isCopy: true, opened: {} }, startDts, bench);
}

/** The first packet has been met in measuring the source, `startDts` into its timeline. */
async function withZero(
  plan: ImagePlan,
  footage: Footage,
  startDts: number,
  { folder, run }: Bench,
): Promise<Footage> {
  await run(firstPacketArgs(plan, footage, FIRST));
  const [first] = await readPackets(join(folder, FIRST));
  return { ...footage, zero: first === undefined ? null : first.dts - startDts };
}
