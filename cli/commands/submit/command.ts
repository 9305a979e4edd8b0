import { Command, InvalidArgumentError, Option } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { SubmitOptions } from './submit.ts';

export function submitCommand(): Command {
  const timeout = new Option('--timeout <seconds>', 'wait no longer than this (default: for ever)')
    .argParser(seconds)
    .implies({ wait: true });
  const command = new Command('submit')
    .description('upload videos, or every video below a folder')
    .argument('<path...>', 'files and folders')
    .option('--wait', 'wait until every rendition is there, or has failed')
    .addOption(timeout)
    .option('--key <key>', 'object key for the one file given')
    .addOption(new Option('--prefix <prefix>', 'put before every key').conflicts('key'));
  return withExample(withConnection(command), ['npx fanreel submit holiday.mp4 --wait']).action(
    async (paths: string[], options: SubmitOptions) => (await import('./submit.ts')).submit(paths, options),
  );
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value >= 1 && value <= 604_800) return value;
  throw new InvalidArgumentError('It is a number of seconds from 1 to 604800, a week.');
}
