import { Command, Option } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { PublishOptions } from './publish.ts';

export function publishCommand(): Command {
  const prefix = new Option('--prefix <prefix>', 'every video of the input bucket whose key begins so');
  const command = new Command('publish')
    .description('ask for the renditions of objects that are in the input bucket already')
    .argument('[key...]', 'object keys in the input bucket; - for a list on stdin, a key a line')
    .addOption(prefix)
    .option('--rendition <name>', 'only this one')
    .option('--wish <file>', 'what is wished of it from now on: a JSON file, as one beside an upload')
    .option('--force', 'make it again even if it is complete')
    .option('--reason <text>', 'why, for the record')
    .option('--dry-run', 'only say what would be asked for')
    .option('--yes', 'do not ask before many are asked for')
    .option('--json', 'print a JSON object');
  const example = [
    'npx fanreel publish holiday.mp4 --rendition 720p --force',
    'echo holiday.mp4 | npx fanreel publish - --rendition 720p',
  ];
  return withExample(withConnection(command), example).action(
    async (keys: string[], options: PublishOptions) => (await import('./publish.ts')).publish(keys, options),
  );
}
