/**
 * `npm run soak [-- --seed N --uploads N]`: tiny uploads while workers are killed at random. Exits with 1 when
 * anything is lost or made twice, when it takes ten minutes, or when the runtime's memory grows.
 * `npm run soak -- --ledger`: instead, heartbeats and progress of a hundred jobs with looks at them beside. Exits with 1
 * when the runtime's memory or the ledger's folder grows.
 */
import { ensureFfmpeg } from '../../../local/machine/ensureFfmpeg.ts';
import { endOnSignal } from '../../support/ending/endOnSignal.ts';
import { anyWholeNumber, script, seedOption } from '../../support/script.ts';
import { runSoak, type SoakResult } from './soak.ts';
import { type LedgerQuarter, soakLedger } from './soakLedger.ts';

/** By so much the last quarter's mean may lie above the second's: the first one is still warming up. */
const MOST_GROWTH = 1.25;
const WITHIN_SECONDS = 600;

/** What LevelDB holds of the ledger's 2 MB at its worst is under 30 MB; with what was overwritten it has hundreds. */
const MOST_LEDGER_MB = 64;

const { seed, uploads, ledger, updates } = script('soak', 'upload tiny videos while workers are killed')
  .addOption(seedOption())
  .option('--uploads <count>', 'so many', anyWholeNumber, 2_000)
  .option('--ledger', 'instead, write to the ledger and look at it')
  .option('--updates <count>', 'with --ledger: so many', anyWholeNumber, 20_000)
  .parse()
  .opts<{ seed: number; uploads: number; ledger?: boolean; updates: number }>();
ensureFfmpeg(process.env);
endOnSignal();
const problems = ledger ? await ofLedger() : await ofUploads();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

async function ofUploads(): Promise<string[]> {
  console.log(`seed ${seed}: ${uploads} uploads`);
  const log = (line: string) => console.log(line);
  const result = await runSoak({ seed, uploads, withinSeconds: WITHIN_SECONDS, log });
  for (const line of lines(result)) console.log(line);
  const found = problemsOf(result);
  return found.length > 0
    ? [...found, `Run it again with: npm run soak -- --seed ${seed} --uploads ${uploads}`]
    : [];
}

async function ofLedger(): Promise<string[]> {
  const { quarters, restartedMb } = await soakLedger(updates, quarter => console.log(quarterLine(quarter)));
  console.log(`${restartedMb.toFixed(0)} MB on disk after it was killed and started again`);
  const growth = (quarters[3]?.memoryMb ?? 0) / (quarters[1]?.memoryMb ?? 1);
  const disk = Math.max(...quarters.map(({ diskMb }) => diskMb), restartedMb);
  return [
    ...(growth > MOST_GROWTH ? [`The runtime's memory grew by ${((growth - 1) * 100).toFixed(0)} %.`] : []),
    ...(disk > MOST_LEDGER_MB ? [`The ledger's folder grew to ${disk.toFixed(0)} MB.`] : []),
  ];
}

function quarterLine({ updates, queries, seconds, memoryMb, diskMb }: LedgerQuarter): string {
  const measured = `memory of the runtime ${memoryMb.toFixed(0)} MB, at most ${diskMb.toFixed(0)} MB on disk`;
  return `${updates} updates and ${queries} queries in ${seconds.toFixed(0)} s: ${measured}`;
}

function lines({ seconds, kills, lost, deadLetters, duplicated, memoryMb }: SoakResult): string[] {
  const quarters = [0, 1, 2, 3].map(quarter => `${meanOf(memoryMb, quarter).toFixed(0)} MB`);
  return [
    `${uploads} uploads in ${seconds.toFixed(0)} s, ${(uploads / seconds).toFixed(1)} a second`,
    `${kills} workers killed, ${deadLetters} dead letters, ${lost.length} lost, ${duplicated.length} made twice`,
    `memory of the runtime by quarters of the time: ${quarters.join(', ')}`,
  ];
}

function problemsOf({ seconds, lost, duplicated, memoryMb }: SoakResult): string[] {
  const growth = meanOf(memoryMb, 3) / meanOf(memoryMb, 1);
  return [
    ...lost.map(key => `${key} is lost`),
    ...duplicated.map(key => `${key} was made twice`),
    ...(seconds >= WITHIN_SECONDS ? [`It was not done within ${WITHIN_SECONDS} s.`] : []),
    ...(growth > MOST_GROWTH ? [`The runtime's memory grew by ${((growth - 1) * 100).toFixed(0)} %.`] : []),
  ];
}

function meanOf(samples: number[], quarter: number): number {
  const part = samples.slice((samples.length * quarter) / 4, (samples.length * (quarter + 1)) / 4);
  return part.reduce((sum, sample) => sum + sample, 0) / Math.max(1, part.length);
}
