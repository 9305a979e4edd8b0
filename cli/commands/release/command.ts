import { Command, Option } from 'commander';
import { repeated } from '../../flags/repeated.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { ReleaseOptions } from './release.ts';

export function releaseCommand(): Command {
  const rendition = new Option('--rendition <name>', 'only this one; may be given again');
  const command = new Command('release')
    .description('let jobs go that are held for a budget: they are made whatever they cost')
    .argument('[key...]', 'object keys in the input bucket')
    .option('--all', 'all that is held')
    .option('--batch <name>', 'what is held of this batch')
    .addOption(rendition.argParser(repeated))
    .option('--dry-run', 'only say what would be let go, and what it would cost')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel release --all --dry-run']).action(
    async (keys: string[], options: ReleaseOptions) => (await import('./release.ts')).release(keys, options),
  );
}
