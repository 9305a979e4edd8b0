import { Command } from 'commander';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { DoctorOptions } from './doctor.ts';

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description(
      'look whether this machine, or with --aws the account, has what fanreel needs, and say how to mend it',
    )
    .option('--data <dir>', 'folder that keeps, or would keep, buckets and queues', '.fanreel')
    .option('--json', 'print a JSON array');
  return withExample(withConnection(command), ['npx fanreel doctor']).action(async (options: DoctorOptions) =>
    (await import('./doctor.ts')).doctor(options),
  );
}
