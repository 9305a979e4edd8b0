import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { PublishOptions } from './publish.ts';

export function publishCommand(): Command {
  const command = new Command('publish')
    .description('ask for the renditions of an object that is in the input bucket already')
    .argument('<key>', 'object key in the input bucket')
    .option('--rendition <name>', 'only this one')
    .option('--force', 'make it again even if it is complete')
    .option('--reason <text>', 'why, for the record');
  return withExample(withConnection(command), [
    'npx fanreel publish holiday.mp4 --rendition 720p --force',
  ]).action(async (key: string, options: PublishOptions) =>
    (await import('./publish.ts')).publish(key, options),
  );
}
