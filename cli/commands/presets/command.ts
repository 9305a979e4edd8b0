import { Command } from 'commander';
import { withExample } from '../../flags/withExample.ts';
import type { PresetsOptions } from './presets.ts';

export function presetsCommand(): Command {
  const command = new Command('presets')
    .description('show the presets, and what each makes')
    .option('--json', 'print a JSON array');
  return withExample(command, ['npx fanreel presets']).action(async (options: PresetsOptions) =>
    (await import('./presets.ts')).presets(options),
  );
}
