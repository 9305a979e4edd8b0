import { copyProject } from '../../support/project.ts';
import { dataFolder, RunningStack } from '../../support/runningStack.ts';
import type { BenchOptions } from '../benchOptions.ts';
import { fewerThan } from '../pairs/noise.ts';
import { seedLedger } from './seedLedger.ts';
import { timeCommand } from './timeCommand.ts';

const SEED = 1;

/** What reads all of a ledger, by the most that it shows. */
const COMMANDS: string[][] = [
  ['status', '--limit', '100000'],
  ['status', '--limit', '100000', '--json'],
  ['cost', '--since', '30d'],
  ['results', '--since', '30d'],
];

/** Of fewer the start takes most of the time. */
const MIN_JOBS = 10_000;

/** Lists a ledger of many jobs, seeded: how soon the first line is there, and whether memory grows with what is listed. */
export async function benchListing({ listed }: BenchOptions): Promise<string[]> {
  const project = copyProject();
  const stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  try {
    await seedLedger(stack.dynamo, listed, SEED);
    console.log(
      `a ledger of ${listed} jobs, listed; target: the first line within 1 s, memory that does not grow`,
    );
    for (const command of COMMANDS) {
      const time = await timeCommand(project.dir, [...command, '--endpoint', stack.endpoint]);
      const { lines, firstSeconds, seconds, earlyMb, peakMb } = time;
      console.log(
        `  ${command.join(' ').padEnd(32)}${lines} lines, the first after ${firstSeconds.toFixed(2)} s, all after ${seconds.toFixed(1)} s; ${earlyMb.toFixed(0)} MB after a tenth of that, ${peakMb.toFixed(0)} MB at most`,
      );
    }
    return fewerThan(MIN_JOBS, listed, 'jobs');
  } finally {
    await stack.stop();
    project.remove();
  }
}
