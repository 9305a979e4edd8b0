import { Command } from 'commander';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';

export function redriveCommand(): Command {
  const command = new Command('redrive')
    .description("put a rendition's dead-lettered messages back on its queue")
    .argument('<rendition>');
  return withExample(withConnection(command), ['npx fanreel redrive 720p']).action(
    async (rendition: string, options: ConnectionOptions) =>
      (await import('./redrive.ts')).redrive(rendition, options),
  );
}
