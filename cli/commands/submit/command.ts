import { Command, InvalidArgumentError, Option } from 'commander';
import { repeated } from '../../flags/repeated.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import { withWishFlags } from '../../flags/withWishFlags.ts';
import { metadataPair } from './metadataPair.ts';
import type { SubmitOptions } from './submit.ts';

export function submitCommand(): Command {
  const timeout = new Option('--timeout <seconds>', 'wait no longer than this (default: for ever)')
    .argParser(seconds)
    .implies({ wait: true });
  const command = new Command('submit')
    .description(
      'upload videos, or every video below a folder; one that was broken off goes on where it stopped',
    )
    .argument('<path...>', 'files and folders')
    .option('--wait', 'wait until every rendition is there, or has failed')
    .addOption(timeout)
    .option('--batch <name>', 'what is submitted belongs together, for status, results and cost')
    .option('--rendition <name>', 'only this one; may be given again', repeated)
    .option('--metadata <name=value>', "of each object's user metadata; may be given again", metadataPair)
    .option('--key <key>', 'object key for the one file given')
    .addOption(new Option('--prefix <prefix>', 'put before every key').conflicts('key'))
    .option('--again', 'upload what is there already with the same content, too')
    .option('--json', 'print a JSON object of what was uploaded, and with --wait of what came of it');
  const example = [
    'npx fanreel submit holiday.mp4 --batch holidays --wait',
    'npx fanreel submit holiday.mp4 --trim 0-10 --title Beach --meta tenant=7',
  ];
  return withExample(withConnection(withWishFlags(command)), example).action(
    async (paths: string[], options: SubmitOptions) => (await import('./submit.ts')).submit(paths, options),
  );
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value >= 1 && value <= 604_800) return value;
  throw new InvalidArgumentError('It is a number of seconds from 1 to 604800, a week.');
}
