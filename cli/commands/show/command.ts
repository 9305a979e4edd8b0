import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { ShowOptions } from './show.ts';

export function showCommand(): Command {
  const command = new Command('show')
    .description(
      "tell a source's whole story: probe, plans with reasons, attempts, outputs, failures and what to do",
    )
    .argument('<key>', 'object key in the input bucket')
    .option('--rendition <name>', 'only this one')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel show holiday.mp4 --rendition 720p']).action(
    async (key: string, options: ShowOptions) => (await import('./show.ts')).show(key, options),
  );
}
