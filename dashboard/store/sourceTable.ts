import { together } from '../../cli/ledger/sources.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { tooOld } from '../wire/retention.ts';
import type { SourceRow } from '../wire/sources.ts';
import { rowOf } from './rowOf.ts';

interface Held {
  /** Of each rendition the one that is shown. */
  jobs: Map<string, LedgerJob>;
  row: SourceRow;
}

/** The sources that the dashboard shows, with the jobs of them that were read. */
export class SourceTable {
  readonly #renditions: string[];
  readonly #sources = new Map<string, Held>();

  /** @param renditions in the order in which they are shown */
  constructor(renditions: string[]) {
    this.#renditions = renditions;
  }

  get size(): number {
    return this.#sources.size;
  }

  rows(): SourceRow[] {
    return [...this.#sources.values()].map(({ row }) => row);
  }

  newestFirst(): SourceRow[] {
    return this.rows().sort(byChange);
  }

  /** Takes jobs as they are now; the rows that are not what they were. */
  take(jobs: LedgerJob[]): SourceRow[] {
    const groups = [...Map.groupBy(jobs, idOf)];
    const changed = groups.flatMap(([id, some]) => this.#takeSource(id, some) ?? []);
    for (const id of tooOld(this.#sources, ({ row }) => row)) this.#sources.delete(id);
    return changed;
  }

  #takeSource(id: string, some: LedgerJob[]): SourceRow | undefined {
    const held = this.#sources.get(id);
    const jobs = new Map(held?.jobs);
    for (const job of some) jobs.set(job.jobId, shownOf(job));
    const shown = together([...jobs.values()], { renditions: this.#renditions });
    const row = rowOf(shown);
    // A source that is overwritten all day has many jobs, of which these are shown.
    this.#sources.set(id, { jobs: new Map(shown.jobs.map(job => [job.jobId, job])), row });
    return JSON.stringify(row) === JSON.stringify(held?.row) ? undefined : row;
  }
}

/** The newest change first. */
function byChange(a: SourceRow, b: SourceRow): number {
  return a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : 0;
}

function idOf({ jobId, source }: LedgerJob): string {
  return source.key === '' ? jobId : `${source.bucket}/${source.key}`;
}

/** A job with what a row is made of, and nothing else: there are many. */
function shownOf(job: LedgerJob): LedgerJob {
  const { jobId, source, rendition, batch, state, engine, predictedSeconds, progress } = job;
  const { attempts, failure, createdAt, updatedAt, output, pruned } = job;
  return {
    ...{ jobId, rendition, batch, state, engine, predictedSeconds, progress, createdAt, updatedAt },
    source: {
      ...{ bucket: source.bucket, key: source.key, version: source.version },
      ...(source.sizeBytes !== undefined && { sizeBytes: source.sizeBytes }),
    },
    attempts: attempts.map(({ startedAt, endedAt, outcome, usd, compute }) => ({
      ...{ startedAt, endedAt, outcome, usd, compute },
    })),
    ...(output && { output: { bucket: '', key: '', sizeBytes: output.sizeBytes } }),
    ...(pruned && { pruned }),
    ...(failure && { failure: { class: failure.class, code: failure.code, message: '' } }),
  };
}
