import { Command, InvalidArgumentError, Option } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withDeadChoice } from '../../flags/withDeadChoice.ts';
import { withExample } from '../../flags/withExample.ts';
import type { RedriveOptions } from './redrive.ts';

export function redriveCommand(): Command {
  const command = new Command('redrive')
    .description('put dead-lettered messages back on their queues, but those that would fail the same way')
    .argument('[rendition...]', 'only of these');
  withDeadChoice(command)
    .addOption(new Option('--rate <count/s>', 'at most so many messages a second').argParser(perSecond))
    .option('--force', "also what is the input's fault, and would fail the same way")
    .option('--dry-run', 'only say what would be put back')
    .option('--wait', 'wait until what is put back is over: exits with 1 where any of it fails again')
    .option('--json', 'print a JSON array, an object a rendition');
  return withExample(withConnection(command), ['npx fanreel redrive 720p --dry-run']).action(
    async (renditions: string[], options: RedriveOptions) =>
      (await import('./redrive.ts')).redrive(renditions, options),
  );
}

/** SQS's own limit is 500. */
function perSecond(text: string): number {
  const [, count = ''] = /^(\d+)(?:\/s)?$/.exec(text) ?? [];
  if (count !== '' && Number(count) >= 1 && Number(count) <= 500) return Number(count);
  throw new InvalidArgumentError('It is a whole number of messages a second from 1 to 500, such as 5/s.');
}
