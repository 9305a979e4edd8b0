import { Command } from 'commander';
import type { PresetsOptions } from './presets.ts';

export function presetsCommand(): Command {
  return new Command('presets')
    .description('show the presets, and what each makes')
    .option('--json', 'print a JSON array')
    .action(async (options: PresetsOptions) => (await import('./presets.ts')).presets(options));
}
