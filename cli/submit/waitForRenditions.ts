import { setTimeout } from 'node:timers/promises';
import type { Ledger, LedgerJob } from '../aws/ledger.ts';
import { oneLine, printable } from '../terminal/printable.ts';
import type { ProgressDisplay } from '../terminal/progressDisplay.ts';
import type { Uploaded } from './uploadAll.ts';

export interface Wait {
  uploaded: Uploaded[];
  renditions: string[];
  ledger: Ledger;
  /** When jobs of earlier uploads last changed, by job id. */
  seen: Map<string, string>;
  display: ProgressDisplay;
  signal: AbortSignal;
  /** Time between two looks, milliseconds. */
  pollMs?: number;
}

/** Looks at the ledger until every rendition of every upload is complete or has failed; returns how many failed. */
export async function waitForRenditions(wait: Wait): Promise<number> {
  let failed = 0;
  let open = wait.uploaded.flatMap(source => wait.renditions.map(rendition => ({ source, rendition })));
  while (open.length > 0) {
    const jobs = await latestJobs(wait, new Set(open.map(one => one.source)));
    open = open.filter(({ source, rendition }) => {
      const job = jobs.get(source)?.find(one => one.rendition === rendition);
      const over = job !== undefined && isOver(job, wait.seen);
      show(wait.display, source, rendition, job, over);
      if (over && job.state === 'failed') failed += 1;
      return !over;
    });
    if (open.length > 0) await setTimeout(wait.pollMs ?? 1_000, undefined, { signal: wait.signal });
  }
  return failed;
}

async function latestJobs(wait: Wait, sources: Set<Uploaded>): Promise<Map<Uploaded, LedgerJob[]>> {
  const found = new Map<Uploaded, LedgerJob[]>();
  for (const source of sources) {
    wait.signal.throwIfAborted();
    const jobs = await wait.ledger.ofSource(source.bucket, source.key);
    found.set(
      source,
      jobs.filter(job => job.source.version === source.version),
    );
  }
  return found;
}

function isOver(job: LedgerJob, seen: Map<string, string>): boolean {
  if (job.state === 'complete') return true;
  return job.state === 'failed' && seen.get(job.jobId) !== job.updatedAt;
}

function show(
  display: ProgressDisplay,
  source: Uploaded,
  rendition: string,
  job: LedgerJob | undefined,
  over: boolean,
): void {
  const label = `${source.key} ${rendition}`;
  if (job && over) display.finish(label, lastLine(label, job));
  else
    display.set(label, {
      fraction: job?.progress === undefined ? null : job.progress / 100,
      note: note(job),
    });
}

function lastLine(label: string, job: LedgerJob): string {
  if (job.state === 'failed')
    return `${printable(label)} failed: ${oneLine(job.failure?.message ?? 'no reason was recorded')}`;
  return job.output
    ? printable(`s3://${job.output.bucket}/${job.output.key}`)
    : `${printable(label)} is complete.`;
}

function note(job: LedgerJob | undefined): string {
  if (!job) return 'queued';
  if (job.state === 'queued' && job.failure)
    return `to be tried again after: ${oneLine(job.failure.message)}`;
  return job.engine ? `${job.state}, ${job.engine}` : job.state;
}
