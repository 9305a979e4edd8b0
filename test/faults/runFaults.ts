/**
 * `npm run faults [-- --seed N --faults N --jobs N]`: jobs run through the whole local stack while faults are injected
 * into its wire, processes, disk, clock, MediaConvert and operators. Exits with 1 when anything is lost, wrong or made
 * twice, and says how to run the same again.
 */
import { parseArgs } from 'node:util';
import { ensureFfmpeg } from '../../local/ensureFfmpeg.ts';
import { report } from './report.ts';
import { runSuite } from './suite.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    faults: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '300' },
  },
});
const options = {
  seed: Number(values.seed),
  faults: Number(values.faults),
  jobs: Number(values.jobs),
  log: (line: string) => console.log(line),
};
if (
  !Object.values(options).every(value => typeof value !== 'number' || (Number.isInteger(value) && value >= 0))
) {
  console.error('--seed, --faults and --jobs are whole numbers.');
  process.exit(2);
}
ensureFfmpeg(process.env);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
console.log(`seed ${options.seed}: about ${options.faults} faults over ${options.jobs} jobs`);
const result = await runSuite(options);
for (const line of report(result, options)) console.log(line);
process.exitCode = result.violations.length > 0 ? 1 : 0;
