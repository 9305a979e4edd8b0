import pMap from 'p-map';
import { stagedPieceKey } from '../../contract/keys/stagingKey.ts';
import type { Step } from '../../contract/ledger/film.ts';
import type { PieceName } from '../../contract/messages/piece.ts';
import type { Ports } from '../ports/ports.ts';
import type { Film } from './film.ts';

const AT_ONCE = 8;

/**
 * Removes what was put aside of these pieces, by whichever attempt: one that died may have got as far as that. S3 asks nothing
 * for it, and a lifecycle rule removes what is left all the same.
 */
export async function removeStaged(
  { job, cut }: Film,
  pieces: (Step & { name: PieceName })[],
  { films, outputs }: Pick<Ports, 'films' | 'outputs'>,
): Promise<void> {
  const names = pieces.map(({ name }) => name);
  const records = await films.records({ jobId: job.jobId, cut: cut.id }, names);
  const keys = pieces.flatMap(piece =>
    (records.get(piece.name)?.attempts ?? []).map((_, index) =>
      stagedPieceKey(piece, index + 1, cut.facts.plan.container),
    ),
  );
  await pMap(keys, key => outputs.remove(job.outputBucket, key).catch(() => {}), { concurrency: AT_ONCE });
}
