import type { LedgerJob } from '../../../contract/readJob.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import { table } from '../../terminal/screen/table.ts';
import { shellLine } from '../../terminal/shellLine.ts';

/** Of ffmpeg's last words so many lines are shown; `--json` has all that was kept. */
const DETAIL_LINES = 12;

/** Why a job failed, what it said last, and what to do; nothing of one that did not. */
export function failureLines(job: LedgerJob): string[] {
  const { failure } = job;
  if (!failure) return [];
  const isOver = job.state === 'dropped' || job.state === 'superseded';
  const { class: kind, code = '', message, operator, detail } = failure;
  const rows = [
    ['failure', `${code} (${kind}): ${oneLine(message)}`],
    ...(operator ? [['', oneLine(operator)]] : []),
    ...(isOver ? [] : [['what to do', whatToDo(job)]]),
  ];
  const { rendition, source } = job;
  const again = shellLine(['npx', 'fanreel', 'publish', source.key, '--rendition', rendition]);
  return [
    '',
    ...table([{}, { overflow: 'wrap' }], rows),
    // A line of its own, however long, can be pasted.
    ...(canBeMended(job) ? [`  ${again}`] : []),
    ...(detail ? ['its last words', ...lastLines(detail)] : []),
  ];
}

function whatToDo(job: LedgerJob): string {
  if (job.state !== 'failed') return 'nothing: it is tried again by itself';
  if (!canBeMended(job)) {
    return job.clip
      ? 'ask for what can be; the same request fails the same way'
      : 'upload a mended file; the same one fails the same way';
  }
  return job.failure?.class === 'preset'
    ? 'mend the preset or the code, deploy, then'
    : 'once the cause is mended';
}

function canBeMended({ state, failure }: LedgerJob): boolean {
  return state === 'failed' && failure?.class !== 'input';
}

function lastLines(detail: string): string[] {
  return detail
    .trimEnd()
    .split('\n')
    .slice(-DETAIL_LINES)
    .map(line => `  ${printable(line)}`);
}
