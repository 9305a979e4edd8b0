import { Command, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { OpenOptions } from './open.ts';

/** An hour, seconds. */
const USUAL_EXPIRY = 3_600;

export function openCommand(): Command {
  const expires = new Option('--expires <time>', 'for how long the link works, e.g. 10m, 2h, at most 7d');
  const command = new Command('open')
    .description('print links to the outputs of a source that any browser opens')
    .argument('<key>', 'object key in the input bucket')
    .option('--rendition <name>', 'only this one: the link alone is printed')
    .addOption(expires.argParser(duration).default(USUAL_EXPIRY, '1h'))
    .option('--json', 'print a JSON array');
  return withExample(withConnection(command), ['npx fanreel open holiday.mp4 --rendition 720p']).action(
    async (key: string, options: OpenOptions) => (await import('./open.ts')).open(key, options),
  );
}
