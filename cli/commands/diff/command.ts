import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { DiffOptions } from './diff.ts';

export function diffCommand(): Command {
  const command = new Command('diff')
    .description(
      'list outputs that an older preset made, and what has changed since; exits with 1 where there are any',
    )
    .argument('[rendition...]', 'only these')
    .option('--prefix <prefix>', 'only keys that begin so')
    .option('--json', 'print a JSON object');
  // Where a preset was changed it exits with 1, which is no failure of the example.
  return withExample(withConnection(command), [
    'npx fanreel diff 720p || npx fanreel backfill 720p --dry-run',
  ]).action(async (names: string[], options: DiffOptions) =>
    (await import('./diff.ts')).diff(names, options),
  );
}
