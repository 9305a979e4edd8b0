import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { JobItem } from '../../../contract/job.ts';
import type { StepRecord } from '../../../contract/ledger/film.ts';
import type { FilmStack } from './filmStack.ts';

/** A film in the ledger: its job, and its steps by their names. */
export interface FilmItems {
  job: JobItem;
  steps: Map<string, StepRecord>;
}

/** Reads all of the ledger's table for one film. @throws {Error} where it is not there. */
export async function filmItems({ dynamo }: Pick<FilmStack, 'dynamo'>, jobId: string): Promise<FilmItems> {
  const steps: FilmItems['steps'] = new Map();
  let job: JobItem | undefined;
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: 'fanreel-jobs' })) {
    for (const item of Items) {
      const [kind, of, , name = ''] = String(item.jobId).split('/');
      if (kind === jobId) job = item as JobItem;
      if (kind === 'step' && of === jobId) steps.set(name, item as unknown as StepRecord);
    }
  }
  if (!job) throw new Error(`There is no job ${jobId}.`);
  return { job, steps };
}
