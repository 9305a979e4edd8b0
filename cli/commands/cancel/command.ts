import { Command, Option } from 'commander';
import { repeated } from '../../flags/repeated.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { CancelOptions } from './cancel.ts';

export function cancelCommand(): Command {
  const rendition = new Option('--rendition <name>', 'only this one; may be given again');
  const command = new Command('cancel')
    .description('stop for good what is queued, held, running here or submitted, and say what it has cost')
    .argument('[key...]', 'object keys in the input bucket')
    .option('--batch <name>', 'all that was submitted under this name')
    .addOption(rendition.argParser(repeated))
    .option('--reason <text>', 'why, for the record')
    .option('--dry-run', 'only say what would be stopped')
    .option('--yes', 'do not ask before a batch or many are stopped')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel cancel holiday.mp4 --dry-run']).action(
    async (keys: string[], options: CancelOptions) => (await import('./cancel.ts')).cancel(keys, options),
  );
}
