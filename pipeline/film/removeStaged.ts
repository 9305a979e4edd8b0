import pMap from 'p-map';
import { stagedPieceKey } from '../../contract/keys/stagingKey.ts';
import type { StepName, StepRecord } from '../../contract/ledger/film.ts';
import type { Ports } from '../ports/ports.ts';
import type { DroppedFilm, Film } from './film.ts';

const AT_ONCE = 8;

/**
 * Removes what was put aside of steps, by whichever of their attempts: one that died may have got as far as that. S3 asks nothing
 * for it, and a lifecycle rule removes what is left all the same.
 */
export async function removeStaged(
  { job, cut }: Film | DroppedFilm,
  records: Map<StepName, StepRecord>,
  { outputs }: Pick<Ports, 'outputs'>,
): Promise<void> {
  const { container } = cut.facts.plan;
  const keys = [...records].flatMap(([name, { attempts }]) =>
    attempts.map((_, index) => stagedPieceKey({ jobId: job.jobId, cut: cut.id, name }, index + 1, container)),
  );
  await pMap(keys, key => outputs.remove(job.outputBucket, key).catch(() => {}), { concurrency: AT_ONCE });
}
