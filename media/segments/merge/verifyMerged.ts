import { WorkError } from '../../../failures/workError.ts';
import { readMovie } from '../../movie/readMovie.ts';
import { readSamples } from '../../movie/samples.ts';
import type { Plan } from '../../plan/plan.ts';
import { OWN_DATA_BYTES } from '../../probe/analysis/dataBudget.ts';
import { type Probe, probe } from '../../probe/probe.ts';
import type { Bench } from '../../run/bench.ts';
import type { Grid } from '../../timeline/layGrid.ts';
import { probeOutput } from '../../verify/output/probeOutput.ts';
import { verifyOutput } from '../../verify/output/verifyOutput.ts';
import { decodeSlices } from './decodeSlices.ts';
import { joinSlices } from './joinSlices.ts';
import type { Merged } from './mergePieces.ts';
import { type ReadStaged, readMerged } from './readMerged.ts';

/**
 * Looks at a merged film before it is one: its index and its lengths as of any output, that a decoder can begin at each
 * join, and whether some joins decode. What is on either side of each was decoded as its piece was made.
 * @throws {WorkError} preset/output-mismatch, and as verifyOutput; what `read` throws.
 */
export async function verifyMerged(
  merged: Merged,
  read: ReadStaged,
  { plan, grid }: { plan: Plan; grid: Grid },
  bench: Pick<Bench, 'folder' | 'run'>,
): Promise<Probe> {
  const range = readMerged(merged, read);
  const probed = await probeOutput(() => probe(range, merged.sizeBytes, OWN_DATA_BYTES));
  verifyOutput(probed, plan, grid);
  const movie = await readMovie(range, merged.sizeBytes);
  const [track] = movie.tracks;
  if (!track) throw mismatch('the merged film has no track');
  const samples = readSamples(track.tables);
  const keys = new Set(samples.keys ?? merged.joins);
  if (!merged.joins.every(join => keys.has(join))) throw mismatch('a piece begins without a key frame');
  const slices = joinSlices(samples, merged.joins);
  const wrong = await decodeSlices({ movie, track, samples, range }, slices, bench);
  if (wrong !== null) throw mismatch(`around its joins ${wrong}`);
  return probed;
}

function mismatch(detail: string): WorkError {
  const message = 'The pieces do not make up the film that was planned.';
  return new WorkError('output-mismatch', { message, detail: detail.trim() });
}
