import { WorkError } from '../../failures/workError.ts';
import { hardenedInput } from '../ffmpeg/hardenedInput.ts';
import { quietArgs } from '../ffmpeg/quietArgs.ts';
import type { MatrixFilter } from '../plan/colour/matrixFilter.ts';
import { type StreamName, streamSpecifier } from '../probe/streamId.ts';
import type { Bench } from '../run/bench.ts';

/** What ffmpeg 7 says of the first frame of a stream whose matrix is the reserved one, as Samsung's phones write it. */
const REFUSED = /Invalid color range/;

/**
 * The stream of a plan, as this ffmpeg has to be told to open it: from version 7 on it refuses frames of a reserved
 * matrix ahead of all filters. Those versions, and no earlier ones, can filter what they read. One frame is tried.
 * @throws runFfmpeg's of class `transient`; what else is wrong the encode itself will tell.
 */
export async function withKnownMatrix<Stream extends StreamName & { matrixFilter: MatrixFilter | null }>(
  stream: Stream,
  { input, run }: Pick<Bench, 'input' | 'run'>,
): Promise<Stream> {
  if (stream.matrixFilter === null) return stream;
  const first = ['-map', `0:${streamSpecifier('V', stream)}`, '-frames:v', '1', '-f', 'null', '-'];
  try {
    await run([...quietArgs(), ...hardenedInput(input), ...first]);
  } catch (error) {
    if (!(error instanceof WorkError) || error.failureClass === 'transient') throw error;
    const needed = REFUSED.test(error.detail ?? '');
    return { ...stream, matrixFilter: { ...stream.matrixFilter, needed } };
  }
  return stream;
}
