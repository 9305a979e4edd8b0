import type { LedgerJob } from '../../contract/readJob.ts';
import { droppedWords, heldWords } from '../ledger/words/notRunWords.ts';
import { oneLine, printable } from '../terminal/printable.ts';
import type { Awaited, Wait } from './wait.ts';

/** Of more renditions than so many one that is complete leaves no line: failures would drown in them. */
const FEW = 150;

/** Shows how far one rendition is; one that is over leaves its last line. */
export function showJob(
  { display, awaited }: Pick<Wait, 'display' | 'awaited'>,
  { source, rendition }: Awaited,
  job: LedgerJob | undefined,
  over: boolean,
): void {
  const label = `${source.key} ${rendition}`;
  const isTold =
    ['failed', 'held', 'dropped', 'not-available', 'out-of-range'].includes(job?.state ?? '') ||
    awaited.length <= FEW;
  if (job && over) display.finish(label, isTold ? lastLine(label, job) : undefined);
  else
    display.set(label, {
      fraction: job?.progress === undefined ? null : job.progress / 100,
      note: note(job),
    });
}

function lastLine(label: string, job: LedgerJob): string {
  if (job.state === 'failed')
    return `${printable(label)} failed: ${oneLine(job.failure?.message ?? 'no reason was recorded')}`;
  if (job.state === 'held') return `${printable(label)} is held: ${heldWords(job)}`;
  if (job.state === 'dropped') return `${printable(label)} was dropped ${droppedWords(job)}`;
  if (job.clip?.why !== undefined) return `${printable(label)} is ${job.state}: ${oneLine(job.clip.why)}`;
  const made = job.output
    ? printable(`s3://${job.output.bucket}/${job.output.key}`)
    : `${printable(label)} is complete.`;
  return [made, ...(job.warnings ?? []).map(oneLine)].join('; ');
}

function note(job: LedgerJob | undefined): string {
  if (!job) return 'queued';
  if (job.state === 'queued' && job.failure)
    return `to be tried again after: ${oneLine(job.failure.message)}`;
  const wait = job.state === 'pending' ? job.clip?.waits.at(-1) : undefined;
  if (wait)
    return `pending: ${oneLine(wait.missing)}, since ${new Date(wait.firstAt).toLocaleTimeString('en-GB')}`;
  return job.engine ? `${job.state}, ${job.engine}` : job.state;
}
