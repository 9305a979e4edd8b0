import type { LedgerJob } from '../../../contract/readJob.ts';
import { remedyOf } from '../../ledger/words/remedyOf.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import { table } from '../../terminal/screen/table.ts';
import { shellLine } from '../../terminal/shellLine.ts';

/** Of ffmpeg's last words so many lines are shown; `--json` has all that was kept. */
const DETAIL_LINES = 12;

/** Why a job failed, what it said last, and what to do; nothing of one that did not. */
export function failureLines(job: LedgerJob): string[] {
  const { failure } = job;
  if (!failure) return [];
  const remedy = remedyOf(job);
  const { class: kind, code = '', message, operator, detail } = failure;
  const rows = [
    ['failure', `${code} (${kind}): ${oneLine(message)}`],
    ...(operator ? [['', oneLine(operator)]] : []),
    ...(remedy ? [['what to do', remedy.words]] : []),
  ];
  const { rendition, source } = job;
  const again = shellLine(['npx', 'fanreel', 'publish', source.key, '--rendition', rendition]);
  return [
    '',
    ...table([{}, { overflow: 'wrap' }], rows),
    // A line of its own, however long, can be pasted.
    ...(remedy?.isMendable ? [`  ${again}`] : []),
    ...(detail ? ['its last words', ...lastLines(detail)] : []),
  ];
}

function lastLines(detail: string): string[] {
  return detail
    .trimEnd()
    .split('\n')
    .slice(-DETAIL_LINES)
    .map(line => `  ${printable(line)}`);
}
