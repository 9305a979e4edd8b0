import { type Deployment, madeOfUploads } from '../../contract/deployment.ts';
import type { JobState } from '../../contract/jobState.ts';
import { atLeast } from './gathered.ts';
import { jobsOfKey } from './jobsOfKey.ts';
import type { JobPages, LedgerReader } from './ledgerReader.ts';
import { newestFirst } from './newestFirst.ts';
import { type SourceJobs, sourcesOf, together } from './sources.ts';

/** Which sources are shown. */
export interface Chosen {
  state?: JobState;
  batch?: string;
  prefix?: string;
  /** Begun within so many seconds. */
  since?: number;
  all?: boolean;
  /** Sources. */
  limit: number;
}

/** The sources that were asked for, some at a time. */
export async function* chosenSources(
  key: string | undefined,
  chosen: Chosen,
  deployment: Deployment,
  ledger: LedgerReader,
): AsyncIterable<SourceJobs[]> {
  const { batch, since, state, all } = chosen;
  const ofOneState = state !== undefined && batch === undefined && since === undefined;
  const grouping = { ledger, renditions: madeOfUploads(deployment).map(({ name }) => name), ofOneState, all };
  if (key !== undefined) {
    const jobs = await jobsOfKey(key, deployment, ledger);
    if (jobs.length > 0) yield [together(jobs, grouping)].filter(one => isChosen(one, chosen));
    return;
  }
  let left = chosen.limit;
  for await (const some of sourcesOf(jobsOf(chosen, ledger), grouping)) {
    const shown = some.filter(one => isChosen(one, chosen)).slice(0, left);
    if (shown.length > 0) yield shown;
    left -= shown.length;
    if (left <= 0) return;
  }
}

/** Jobs that are put together by their source before the ledger is asked for what is missing. */
const JOBS_AT_A_TIME = 60;

/** By the index that leaves out most. */
function jobsOf({ batch, since, state }: Chosen, ledger: LedgerReader): JobPages {
  if (batch !== undefined) return ledger.inBatch(batch);
  if (since !== undefined) return ledger.since(begunSince(since));
  if (state !== undefined) return ledger.inState(state);
  // Jobs of one source change at about the same time, in different states.
  return atLeast(JOBS_AT_A_TIME, newestFirst(ledger));
}

function isChosen({ source, jobs }: SourceJobs, { state, prefix = '', since, batch }: Chosen): boolean {
  const begun = since === undefined ? '' : begunSince(since).toISOString();
  return (
    source.key.startsWith(prefix) &&
    jobs.some(
      job =>
        (!state || job.state === state) &&
        job.createdAt >= begun &&
        (batch === undefined || job.batch === batch),
    )
  );
}

function begunSince(seconds: number): Date {
  return new Date(Date.now() - seconds * 1_000);
}
