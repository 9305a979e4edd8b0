import { secondsLeft, usdOf } from '../../cli/ledger/figures.ts';
import type { SourceJobs } from '../../cli/ledger/sources.ts';
import { engineWords } from '../../contract/compute/engineWords.ts';
import { waitsForContainer } from '../../contract/compute/handedOn.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { RenditionRow, SourceRow } from '../wire/sources.ts';

/** A source as it is shown in a list. */
export function rowOf({ source, jobs }: SourceJobs): SourceRow {
  const { bucket, key } = source;
  const batch = jobs.find(job => job.batch !== undefined)?.batch;
  return {
    ...{ bucket, key },
    ...(batch !== undefined && { batch }),
    changedAt: jobs.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), ''),
    usd: jobs.reduce((sum, job) => sum + usdOf(job), 0),
    outputBytes: jobs.reduce((sum, job) => sum + outputBytes(job), 0),
    sourceBytes: source.sizeBytes ?? 0,
    renditions: jobs.map(renditionRow),
  };
}

/** Of what was made anew meanwhile, what there was before. */
function outputBytes({ output, pruned }: LedgerJob): number {
  return pruned ? 0 : (output?.sizeBytes ?? 0);
}

export function renditionRow(job: LedgerJob): RenditionRow {
  const { jobId, rendition, state, progress, engine, failure, attempts, updatedAt } = job;
  const left = secondsLeft(job);
  const { startedAt, compute } = attempts.at(-1) ?? {};
  const madeBy = engineWords({ engine, compute });
  return {
    ...{ jobId, rendition, state, updatedAt },
    ...(progress !== undefined && { progress }),
    ...(left !== null && { secondsLeft: Math.round(left) }),
    ...(madeBy !== undefined && { engine: madeBy }),
    ...(waitsForContainer(job) && { waits: true as const }),
    ...(startedAt !== undefined && { startedAt }),
    attempts: attempts.length,
    lost: attempts.filter(({ outcome }) => outcome === 'lost').length,
    usd: usdOf(job),
    ...(failure?.code !== undefined && { code: failure.code }),
  };
}
