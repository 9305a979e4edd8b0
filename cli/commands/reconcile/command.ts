import { Command, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { ReconcileOptions } from './reconcile.ts';

export function reconcileCommand(): Command {
  const olderThan = new Option(
    '--older-than <time>',
    'what is overdue, e.g. 90s, 10m, 2h, 3d (default: as the profile says)',
  );
  const command = new Command('reconcile')
    .description('hold the input bucket against ledger and outputs, and ask again for what is missing')
    .option('--dry-run', 'only look; exits with 1 where something is missing')
    .addOption(olderThan.argParser(duration))
    .option('--json', 'print the report as JSON');
  return withExample(withConnection(command), ['npx fanreel reconcile']).action(
    async (options: ReconcileOptions) => (await import('./reconcile.ts')).reconcile(options),
  );
}
