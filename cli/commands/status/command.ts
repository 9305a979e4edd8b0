import { Command, Option } from 'commander';
import { JOB_STATES } from '../../../contract/jobState.ts';
import { duration } from '../../flags/duration.ts';
import { wholeNumber } from '../../flags/wholeNumber.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { StatusOptions } from './status.ts';

export function statusCommand(): Command {
  const since = new Option('--since <time>', 'only jobs begun within, e.g. 90s, 10m, 2h, 3d');
  const command = new Command('status')
    .description('show how far sources are: one, the latest, those of a batch or in a state')
    .argument('[key]', 'object key in the input bucket')
    .addOption(new Option('--state <state>', 'only sources with a job in this state').choices(JOB_STATES))
    .option('--batch <name>', 'only what was submitted under this name')
    .option('--prefix <prefix>', 'only keys that begin so')
    .addOption(since.argParser(duration))
    .option('--all', 'older versions and presets of a source too, not only the newest job')
    .option('--limit <count>', 'show at most so many sources', wholeNumber(1, 1_000_000), 50)
    .option('--follow', 'keep showing it until all of it is over, or Ctrl-C')
    .option('--json', 'print a JSON array of ledger items; with --follow a line a change');
  withExample(withConnection(command), ['npx fanreel status holiday.mp4', 'npx fanreel status --since 1h']);
  return command.action(async (key: string | undefined, options: StatusOptions) =>
    (await import('./status.ts')).status(key, options),
  );
}
