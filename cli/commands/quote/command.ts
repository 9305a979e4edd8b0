import { Command } from 'commander';
import { repeated } from '../../flags/repeated.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { QuoteOptions } from './quote.ts';

export function quoteCommand(): Command {
  const command = new Command('quote')
    .description('say what videos would cost, by which engine and in what time: nothing is uploaded')
    .argument('<source...>', 'files, folders, s3://BUCKET/KEY, or keys in the input bucket')
    .option(
      '--rendition <name>',
      'only this one; may be given again (default: those of the profile)',
      repeated,
    )
    .option('--profile <name>', 'whose functions and limits', 'local')
    .option('--json', 'print a JSON object, with every engine of every rendition');
  return withExample(withConnection(command), [
    'npx fanreel quote holiday.mp4 --profile production',
    'npx fanreel quote holiday.mp4 --rendition 720p --json',
  ]).action(async (sources: string[], options: QuoteOptions) =>
    (await import('./quote.ts')).quote(sources, options),
  );
}
