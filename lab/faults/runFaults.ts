/**
 * `npm run faults [-- --seed N --faults N --jobs N --ledger FILE]`: jobs run through the whole local stack while faults are injected
 * into its wire, processes, disk, clock, MediaConvert and operators. Exits with 1 when anything is lost, wrong or made
 * twice, and says how to run the same again.
 */
import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import { ensureFfmpeg } from '../../local/machine/ensureFfmpeg.ts';
import type { Workers } from '../../local/start/startFunctions.ts';
import { endOnSignal } from '../support/ending/endOnSignal.ts';
import { anyWholeNumber, countFrom, fileToWrite, script, seedOption } from '../support/script.ts';
import { reportLines } from './report.ts';
import { runSuite } from './suite.ts';

const { ledger, ...counts } = script(
  'faults',
  'run jobs while faults are injected, and look what became of them',
)
  .addOption(seedOption())
  .option('--faults <count>', 'about so many', anyWholeNumber, 1_000)
  .option('--jobs <count>', 'so many, three a source', countFrom(1), 300)
  .addOption(
    new Option('--workers <kind>', 'who makes renditions')
      .choices(['functions', 'containers'])
      .default('functions'),
  )
  .option('--long-jobs', 'containers take what is too long for functions, and MediaConvert nothing')
  .option('--ledger <file>', "write the ledger's items there as JSON, to look into", fileToWrite)
  .parse()
  .opts<{
    seed: number;
    faults: number;
    jobs: number;
    workers: Workers;
    longJobs?: boolean;
    ledger?: string;
  }>();
const options = { ...counts, log: (line: string) => console.log(line) };
ensureFfmpeg(process.env);
endOnSignal();
console.log(`seed ${options.seed}: about ${options.faults} faults over ${options.jobs} jobs`);
const result = await runSuite(options);
for (const line of reportLines(result, options)) console.log(line);
if (ledger !== undefined) writeFileSync(ledger, JSON.stringify(result.ledger, null, 1));
process.exitCode = result.violations.length > 0 ? 1 : 0;
