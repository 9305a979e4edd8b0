import { waitsForContainer } from '../../../contract/compute/handedOn.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { incompleteWords } from '../../../media/plan/incomplete.ts';
import { secondsLeft } from '../../ledger/figures.ts';
import { waitingWords } from '../../ledger/words/clipWords.ts';
import { droppedWords, heldWords } from '../../ledger/words/notRunWords.ts';
import { oneLine } from '../../terminal/printable.ts';
import { formatSeconds } from '../../terminal/units.ts';

/** How far a job is, and how long it will take; empty where nobody knows. */
export function progressWords(job: LedgerJob): string {
  if (waitsForContainer(job)) return 'waits for a container';
  const percent = job.progress === undefined ? '' : `${Math.floor(job.progress)} %`;
  const left = secondsLeft(job);
  return [percent, left === null ? '' : `${formatSeconds(Math.round(left))} left`].filter(Boolean).join(', ');
}

/** What there is to say of a job, in full. */
export function detailOf(job: LedgerJob): string {
  const { state, failure, engine } = job;
  if (state === 'failed') return failureWords(job);
  if (state === 'complete')
    return [outputOf(job), ...(job.warnings ?? []).map(oneLine)].filter(Boolean).join('; ');
  if (state === 'held') return heldWords(job);
  if (state === 'dropped') return droppedWords(job);
  if (job.clip && (state === 'pending' || job.clip.why)) return oneLine(waitingWords(job));
  if (state === 'queued' && failure) return `to be tried again after: ${failureWords(job)}`;
  if (waitsForContainer(job)) return progressWords(job);
  return [engine ?? '', progressWords(job)].filter(Boolean).join(', ');
}

function failureWords({ failure }: LedgerJob): string {
  if (!failure) return '';
  const { code, message } = failure;
  return code ? `${code}: ${oneLine(message)}` : oneLine(message);
}

function outputOf({ output, pruned }: LedgerJob): string {
  if (!output) return '';
  if (pruned)
    return `its output was pruned: ${pruned.why === 'source-gone' ? 'the source' : 'the preset'} is gone`;
  const place = `s3://${output.bucket}/${output.key}`;
  return output.incomplete ? `${place} (${incompleteWords(output.incomplete)})` : place;
}
