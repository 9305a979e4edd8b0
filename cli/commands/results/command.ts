import { Command, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { ResultsOptions } from './results.ts';

/** A day, seconds. */
const USUAL_SINCE = 86_400;

export function resultsCommand(): Command {
  const since = new Option('--since <time>', 'what was begun within, e.g. 90s, 10m, 2h, 3d (default: 1d)');
  const command = new Command('results')
    .description('tell what came of a batch: outcomes, seconds, throughput, money; bring the outputs here')
    .option('--batch <name>', 'what was submitted under this name')
    .addOption(since.argParser(duration))
    .option('--prefix <prefix>', 'only keys that begin so')
    .option('--csv <file>', 'write a CSV with a row a job; - for stdout, without the figures')
    .option('--download <dir>', 'bring every output into this folder, one folder in it a rendition')
    .option('--json', 'print a JSON object');
  withExample(withConnection(command), [
    'npx fanreel results --batch holidays --csv holidays.csv --download holidays',
  ]);
  return command.action(async (options: ResultsOptions) => {
    const { results } = await import('./results.ts');
    // A batch is found by its name, however old it is.
    const since = options.since ?? (options.batch === undefined ? USUAL_SINCE : undefined);
    return results({ ...options, ...(since !== undefined && { since }) });
  });
}
