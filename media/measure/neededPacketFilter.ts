import { WorkError } from '../../failures/workError.ts';
import { hardenedInput } from '../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../ffmpeg/quietArgs.ts';
import { unnameMatrix } from '../ffmpeg/unnameMatrix.ts';
import type { SourcePlan } from '../plan/sourcePlan.ts';
import { streamSpecifier } from '../probe/streamId.ts';
import type { Bench } from '../run/bench.ts';

/** What ffmpeg 7 says of the first frame of a stream whose matrix is the reserved one, as Samsung's phones write it. */
const REFUSED = /Invalid color range/;

/**
 * The filter that the packets of a plan's video have to go through with this ffmpeg, null for none: from version 7 on it
 * refuses frames of a reserved matrix ahead of all filters. Those versions, and no earlier ones, can filter what they
 * read. One frame is tried.
 * @throws runFfmpeg's of class `transient`; what else is wrong the encode itself will tell.
 */
export async function neededPacketFilter(
  plan: Pick<SourcePlan, 'video' | 'source'>,
  { input, run }: Pick<Bench, 'input' | 'run'>,
): Promise<string | null> {
  const filter = unnameMatrix(plan);
  if (filter === null) return null;
  const first = ['-map', `0:${streamSpecifier('V', plan.video)}`, '-frames:v', '1', '-f', 'null', '-'];
  try {
    await run([...quietArgs(), ...hardenedInput(input), ...first]);
  } catch (error) {
    if (!(error instanceof WorkError) || error.failureClass === 'transient') throw error;
    return REFUSED.test(error.detail ?? '') ? filter : null;
  }
  return null;
}
