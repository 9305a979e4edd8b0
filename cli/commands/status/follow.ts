import { setTimeout as wait } from 'node:timers/promises';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import { isUnfinished } from '../../../contract/jobState.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import type { Chosen } from '../../ledger/chosenSources.ts';
import { gathered } from '../../ledger/gathered.ts';
import type { SourceJobs } from '../../ledger/sources.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { liveText } from '../../terminal/screen/liveText.ts';
import { rowsOf } from '../../terminal/screen/screen.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { detailOf } from './jobWords.ts';
import { sourceRows } from './sourceTable.ts';

/** Between two looks at the ledger, milliseconds. */
const LOOK_MS = 1_000;

interface Followed {
  key: string | undefined;
  deployment: Deployment;
  options: Chosen & { json?: boolean };
}

/**
 * Shows the sources again and again: redrawn on a terminal, elsewhere a line a change. Of one source or one batch until all
 * of it is over, or waits for somebody to let it go, else until somebody stops it.
 * @throws {CommandError} 130 on Ctrl-C.
 */
export async function followSources(
  sources: () => AsyncIterable<SourceJobs[]>,
  { key, deployment, options }: Followed,
): Promise<void> {
  const signal = untilStopped();
  const ends = key !== undefined || options.batch !== undefined;
  const show = process.stdout.isTTY && !options.json ? redrawn() : changes(options.json ?? false);
  for (;;) {
    const found = await gathered(sources());
    show(found);
    if (ends && found.length > 0 && found.every(one => isOver(one, deployment))) return;
    await wait(LOOK_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) throw signal.reason;
  }
}

type Show = (found: SourceJobs[]) => void;

function redrawn(): Show {
  const live = liveText(process.stdout);
  return found => {
    const lines = found.length === 0 ? ['No jobs yet.'] : sourceRows(found);
    live.show(lines.slice(0, rowsOf(process.stdout) - 1));
  };
}

function changes(json: boolean): Show {
  const told = new Map<string, string>();
  return found => {
    for (const job of found.flatMap(one => one.jobs)) {
      const now = `${job.state} ${job.attempts.length} ${job.progress ?? ''}`;
      if (told.get(job.jobId) === now) continue;
      told.set(job.jobId, now);
      print(json ? JSON.stringify(job) : changeLine(job));
    }
  };
}

function changeLine(job: LedgerJob): string {
  return printable(
    `${job.updatedAt}  ${job.source.key} ${job.rendition}  ${job.state}  ${detailOf(job)}`.trimEnd(),
  );
}

function isOver({ source, jobs }: SourceJobs, deployment: Deployment): boolean {
  const awaited = jobs.some(({ clip }) => clip) ? [] : madeOfUploads(deployment);
  const begun = new Set(jobs.map(({ rendition }) => rendition));
  return (
    awaited.every(({ name }) => begun.has(name) || !isWanted(name, source.wishes)) &&
    jobs.every(({ state }) => !isUnfinished(state) || state === 'held')
  );
}
