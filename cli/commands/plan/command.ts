import { Command } from 'commander';
import { sourceArgument } from '../../flags/sourceArgument.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { PlanOptions } from './plan.ts';

export function planCommand(): Command {
  const command = new Command('plan')
    .description(
      'show what would be made of a video, why, by which engine, in what time and by which ffmpeg command',
    )
    .addArgument(sourceArgument())
    .option('--preset <name>', 'only this one (default: every one of the profile)')
    .option('--profile <name>', 'whose limits choose the engine', 'local')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel plan holiday.mp4 --preset 720p']).action(
    async (file: string, options: PlanOptions) => (await import('./plan.ts')).plan(file, options),
  );
}
