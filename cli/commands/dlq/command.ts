import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withDeadChoice } from '../../flags/withDeadChoice.ts';
import { withExample } from '../../flags/withExample.ts';
import type { DlqOptions } from './dlq.ts';
import type { DlqRmOptions } from './dlqRm.ts';

export function dlqCommand(): Command {
  const command = new Command('dlq')
    .description('list dead jobs with their reasons, from the ledger: no queue is touched')
    .argument('[rendition...]', 'only of these');
  withDeadChoice(command).option('--json', 'print a JSON array of ledger items');
  command.addCommand(dlqRmCommand());
  return withExample(withConnection(command), ['npx fanreel dlq 720p --class input']).action(
    async (renditions: string[], options: DlqOptions) => (await import('./dlq.ts')).dlq(renditions, options),
  );
}

function dlqRmCommand(): Command {
  const command = new Command('rm')
    .description('drop dead jobs for good and delete their letters, readable or not; all, or by a choice')
    .argument('[rendition...]', 'only of these');
  withDeadChoice(command)
    .option('--reason <text>', 'why, for the record')
    .option('--dry-run', 'only say what would be dropped')
    .option('--yes', 'do not ask before')
    .option('--json', 'print a JSON array, an object a rendition');
  return withExample(withConnection(command), ['npx fanreel dlq rm 720p --class input --dry-run']).action(
    async (renditions: string[], _options: DlqRmOptions, self: Command) =>
      (await import('./dlqRm.ts')).dlqRm(renditions, self.optsWithGlobals()),
  );
}
