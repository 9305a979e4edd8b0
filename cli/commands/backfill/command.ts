import { Command, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { perSecond } from '../../flags/perSecond.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { BackfillOptions } from './backfill.ts';

/** Requests a second: soon enough for a hundred thousand, and far from what the ledger's table takes at once. */
const USUAL_RATE = 100;

export function backfillCommand(): Command {
  const since = new Option('--since <time>', 'only sources that were uploaded within, e.g. 10m, 2h, 3d');
  const rate = new Option('--rate <rate>', 'ask for no more a second, e.g. 5/s');
  const command = new Command('backfill')
    .description('say what sources lack of their renditions and what that would cost, then ask for it')
    .argument('[rendition...]', 'only these')
    .option('--prefix <prefix>', 'only keys that begin so')
    .addOption(since.argParser(duration))
    .addOption(rate.argParser(perSecond).default(USUAL_RATE, `${USUAL_RATE}/s`))
    .option('--profile <name>', 'whose limits the price goes by (default: local, with --aws production)')
    .option('--dry-run', 'only say what would be asked for')
    .option('--yes', 'do not ask before')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel backfill 720p --dry-run']).action(
    async (names: string[], options: BackfillOptions) =>
      (await import('./backfill.ts')).backfill(names, options),
  );
}
