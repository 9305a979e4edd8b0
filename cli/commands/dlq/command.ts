import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withDeadChoice } from '../../flags/withDeadChoice.ts';
import { withExample } from '../../flags/withExample.ts';
import type { DlqOptions } from './dlq.ts';

export function dlqCommand(): Command {
  const command = new Command('dlq')
    .description('list dead jobs with their reasons, from the ledger: no queue is touched')
    .argument('[rendition...]', 'only of these');
  withDeadChoice(command).option('--json', 'print a JSON array of ledger items');
  return withExample(withConnection(command), ['npx fanreel dlq 720p --class input']).action(
    async (renditions: string[], options: DlqOptions) => (await import('./dlq.ts')).dlq(renditions, options),
  );
}
