import { Command, Option } from 'commander';
import { JOB_STATES } from '../../../contract/jobState.ts';
import { duration } from '../../flags/duration.ts';
import { wholeNumber } from '../../flags/wholeNumber.ts';
import { withConnection } from '../../flags/withConnection.ts';
import type { StatusOptions } from './status.ts';

export function statusCommand(): Command {
  const since = new Option('--since <time>', 'only jobs begun within, e.g. 90s, 10m, 2h, 3d');
  const command = new Command('status')
    .description('show the jobs of one object, or the latest of all')
    .argument('[key]', 'object key in the input bucket')
    .addOption(new Option('--state <state>', 'only jobs in this state').choices(JOB_STATES))
    .addOption(since.argParser(duration))
    .option('--all', 'older versions and presets of a source too, not only the newest job')
    .option('--limit <count>', 'show at most so many', wholeNumber(1, 10_000), 50)
    .option('--json', 'print a JSON array of ledger items');
  return withConnection(command).action(async (key: string | undefined, options: StatusOptions) =>
    (await import('./status.ts')).status(key, options),
  );
}
