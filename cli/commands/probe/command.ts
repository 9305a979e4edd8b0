import { Command } from 'commander';
import { sourceArgument } from '../../flags/sourceArgument.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { ProbeOptions } from './probe.ts';

export function probeCommand(): Command {
  const command = new Command('probe')
    .description('show what fanreel knows of a video before it makes anything of it')
    .addArgument(sourceArgument())
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel probe holiday.mp4']).action(
    async (file: string, options: ProbeOptions) => (await import('./probe.ts')).probe(file, options),
  );
}
