import type { DroppedLetters } from '../../deeds/drop/dropLetters.ts';
import { counted } from '../../terminal/counted.ts';
import { formatUsd } from '../../terminal/units.ts';

/** What came of the dead, a line a rendition that had any. */
export function rmLines(all: DroppedLetters[], { dryRun = false }: { dryRun?: boolean }): string[] {
  const some = all.filter(({ jobs, letters }) => jobs + letters > 0);
  if (some.length === 0) return ['Nothing is dead.'];
  return some.map(one => line(one, dryRun));
}

function line({ rendition, jobs, letters, strangers, usd }: DroppedLetters, dryRun: boolean): string {
  if (jobs === 0)
    return `${dryRun ? 'Would delete' : 'Deleted'} ${counted(letters, 'letter')} of no dead job from the DLQ of ${rendition}.`;
  const said = dryRun ? 'Would drop' : 'Dropped';
  const paid = usd > 0 ? ` on which ${formatUsd(usd)} USD had been spent` : '';
  const nobodys = strangers > 0 ? `, ${strangers} of them of no dead job` : '';
  return `${said} ${counted(jobs, 'dead job')} of ${rendition}${paid}, and ${dryRun ? 'delete' : 'deleted'} ${counted(letters, 'letter')}${nobodys}.`;
}
