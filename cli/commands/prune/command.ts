import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { PruneOptions } from './prune.ts';

export function pruneCommand(): Command {
  const command = new Command('prune')
    .description('list outputs whose source or preset is gone; with --yes delete them')
    .argument('[rendition...]', 'only these; also one that the stack makes no more')
    .option('--prefix <prefix>', 'only what was made of keys that begin so')
    .option('--yes', 'delete what is listed')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel prune']).action(
    async (names: string[], options: PruneOptions) => (await import('./prune.ts')).prune(names, options),
  );
}
