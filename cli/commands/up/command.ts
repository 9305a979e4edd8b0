import { Command, Option } from 'commander';
import { LOCAL_PORT } from '../../aws/localPlace.ts';
import { wholeNumber } from '../../flags/wholeNumber.ts';
import { withExample } from '../../flags/withExample.ts';
import type { UpOptions } from './up.ts';

const port = wholeNumber(0, 65_535, 'A port');

export function upCommand(): Command {
  const command = new Command('up')
    .description('run the whole pipeline on this machine')
    .option('--port <port>', 'port to listen on; 0 takes any free one', port, LOCAL_PORT)
    .option('--data <dir>', 'folder that keeps buckets, queues and the ledger', '.fanreel')
    .option('--json', 'print one JSON line an event')
    .addOption(
      new Option(
        '--workers <kind>',
        'who makes renditions: functions, as on Lambda, or containers, whose number follows the queue',
      )
        .choices(['functions', 'containers'])
        .default('functions'),
    )
    .option('--watch <dir>', 'upload every video that is copied into this folder')
    .option(
      '--allow-host <name>',
      'answer to this name too, beside loopback addresses, localhost and *.localhost; may be given again',
      (name: string, given: string[] = []) => [...given, name],
    );
  return withExample(command, ['npx fanreel up --watch ~/Videos'], { tried: false }).action(
    async (options: UpOptions) => (await import('./up.ts')).up(options),
  );
}
