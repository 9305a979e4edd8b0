import { Command, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import { type CostOptions, GROUPS } from './cost.ts';

/** Thirty days, seconds. */
const USUAL_SINCE = 30 * 86_400;

export function costCommand(): Command {
  const since = new Option('--since <time>', 'jobs begun within, e.g. 10m, 2h, 3d (default: 30d)');
  const command = new Command('cost')
    .description('add up what attempts cost at list prices, failed ones as waste')
    .addOption(since.argParser(duration))
    .option('--batch <name>', 'only what was submitted under this name')
    .addOption(new Option('--by <what>', 'a line each').choices(GROUPS).default('rendition'))
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel cost --since 1d --by rendition']).action(
    async (options: CostOptions) => {
      const { cost } = await import('./printCost.ts');
      return cost({ ...options, since: options.since ?? USUAL_SINCE });
    },
  );
}
