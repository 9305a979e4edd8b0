import type { LedgerJob } from '../../contract/readJob.ts';
import { isWanted } from '../../contract/wishes/isWanted.ts';
import type { JobPages, LedgerReader } from './ledgerReader.ts';

/** One source with its jobs, of each rendition the one that began last. */
export interface SourceJobs {
  source: LedgerJob['source'];
  /** In the renditions' order. */
  jobs: LedgerJob[];
}

export interface Grouping {
  ledger: Pick<LedgerReader, 'ofSource'>;
  /** What the stack makes of an upload, in the order in which it is shown. */
  renditions: string[];
  /** The pages are of one state: what a source's jobs in others are the ledger has to be asked. */
  ofOneState?: boolean | undefined;
  /** Jobs of older versions and presets, too. */
  all?: boolean | undefined;
}

/** Sources whose other jobs are looked for at a time. */
const LOOKS_AT_A_TIME = 8;

/**
 * The sources of these jobs, in the order of their first one, each once and with all its renditions. Those that were read
 * together are put together; only of what reaches over a page's end the ledger is asked.
 */
export async function* sourcesOf(pages: JobPages, grouping: Grouping): AsyncIterable<SourceJobs[]> {
  const seen = new Set<string>();
  for await (const page of pages) {
    const groups = [...Map.groupBy(page, idOf)].filter(([id]) => !seen.has(id)).map(([, jobs]) => jobs);
    for (let first = 0; first < groups.length; first += LOOKS_AT_A_TIME) {
      const some = groups.slice(first, first + LOOKS_AT_A_TIME);
      yield await Promise.all(some.map(async jobs => together(await completed(jobs, grouping), grouping)));
    }
    for (const jobs of groups) for (const job of jobs) seen.add(idOf(job));
  }
}

/** Jobs of one source as it is listed. */
export function together(
  jobs: LedgerJob[],
  { renditions, all }: Pick<Grouping, 'renditions' | 'all'>,
): SourceJobs {
  const chosen = all ? jobs : newestOfEach(jobs);
  const place = ({ rendition }: LedgerJob) => renditions.indexOf(rendition) + 1 || Number.POSITIVE_INFINITY;
  const sorted = chosen.toSorted((a, b) => place(a) - place(b) || begunAt(b).localeCompare(begunAt(a)));
  return { source: newest(jobs).source, jobs: sorted };
}

/** A message without a source is a row of its own. */
function idOf({ jobId, source }: LedgerJob): string {
  return source.key === '' ? jobId : `${source.bucket}/${source.key}`;
}

async function completed(jobs: LedgerJob[], grouping: Grouping): Promise<LedgerJob[]> {
  const { ledger, renditions, ofOneState, all } = grouping;
  const { source } = newest(jobs);
  if (source.key === '') return jobs;
  const has = new Set(jobs.map(({ rendition }) => rendition));
  const isClip = jobs.some(({ clip }) => clip !== undefined);
  const lacks = !isClip && renditions.some(name => isWanted(name, source.wishes) && !has.has(name));
  return lacks || ofOneState || all ? asKnown(jobs, await ledger.ofSource(source.bucket, source.key)) : jobs;
}

/** Each job once, as it was read last. An index leaves out for a moment what changes just then, though it was there before. */
function asKnown(before: LedgerJob[], now: LedgerJob[]): LedgerJob[] {
  return [...new Map([...before, ...now].map(job => [job.jobId, job])).values()];
}

/** Of each rendition the job that began last: what was is history. */
function newestOfEach(jobs: LedgerJob[]): LedgerJob[] {
  return [...Map.groupBy(jobs, ({ rendition }) => rendition).values()].map(newest);
}

function newest(jobs: LedgerJob[]): LedgerJob {
  return jobs.reduce((best, job) => (begunAt(best) < begunAt(job) ? job : best));
}

/** A job whose preset was changed and changed back begins anew in its old item. */
function begunAt({ attempts, createdAt }: LedgerJob): string {
  return attempts.at(-1)?.startedAt ?? createdAt;
}
