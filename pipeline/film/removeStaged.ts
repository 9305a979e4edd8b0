import pMap from 'p-map';
import { stagedPieceKey } from '../../contract/keys/stagingKey.ts';
import { framesOf, type Step, type StepName, type StepRecord } from '../../contract/ledger/film.ts';
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
  const keys = [...records].flatMap(([name, record]) =>
    keysOf({ jobId: job.jobId, cut: cut.id, name }, record, container),
  );
  await pMap(keys, key => outputs.remove(job.outputBucket, key).catch(() => {}), { concurrency: AT_ONCE });
}

/**
 * Removes what a worker that was late has put aside of a step that is another's by now: whoever ends the film removes all,
 * and may have been here already. What the ledger has noted stays, for the worker may have lost nothing but the answer to that.
 */
export async function removeUnnoted(
  step: Step,
  files: { bucket: string; keys: string[] },
  { films, outputs }: Pick<Ports, 'films' | 'outputs'>,
): Promise<void> {
  if (files.keys.length === 0) return;
  const record = (await films.records(step, [step.name])).get(step.name);
  const noted = new Set([record?.staged, ...(record?.portions ?? [])].map(file => file?.key));
  const late = files.keys.filter(key => !noted.has(key));
  await Promise.all(late.map(key => outputs.remove(files.bucket, key)));
}

/** What is noted, and what each attempt may have put aside without living to note it. */
function keysOf(step: Step, { attempts, portions = [] }: StepRecord, container: string): string[] {
  const unnoted = attempts.map(({ number }) => {
    const before = portions.filter(({ attempt }) => attempt <= number);
    return stagedPieceKey(step, number, container, framesOf(before));
  });
  return [...new Set([...portions.map(({ key }) => key), ...unnoted])];
}
