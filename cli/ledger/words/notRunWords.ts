import type { LedgerJob } from '../../../contract/readJob.ts';
import { oneLine } from '../../terminal/printable.ts';
import { shellLine } from '../../terminal/shellLine.ts';
import { formatUsd } from '../../terminal/units.ts';

/** Which budget stands against it, and what lets it go. */
export function heldWords({ held, source }: { held?: LedgerJob['held']; source?: { key: string } }): string {
  if (!held) return '';
  const { usd, paidUsd, budget, limitUsd } = held;
  const paid = paidUsd > 0 ? ` on top of ${formatUsd(paidUsd)}` : '';
  const release = source ? `; "${shellLine(['npx', 'fanreel', 'release', source.key])}" lets it go` : '';
  return `about ${formatUsd(usd)} USD${paid}, over ${budget} ${limitUsd}${release}`;
}

/** Who wanted it no more, and why. */
export function droppedWords({ dropped }: Pick<LedgerJob, 'dropped'>): string {
  if (!dropped) return '';
  const { by, reason, was } = dropped;
  const when = was === undefined ? 'before it was begun' : `when it was ${was}`;
  return `by ${oneLine(by)} ${when}${reason ? `: ${oneLine(reason)}` : ''}`;
}
