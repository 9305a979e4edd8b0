import { mean, median } from './meter/figures.ts';
import type { JobTime } from './meter/jobTime.ts';

/** What a job may take beside ffmpeg, milliseconds of the processor: of all functions, and of the runtime. */
const TARGETS_MS = { functions: 150, runtime: 150 };

/** Of so many of the last jobs there is a median of their own: V8 still compiles during the first forty or so. */
export const LAST_JOBS = 10;

/** What jobs took beside ffmpeg's encode, in milliseconds of the processor, each figure by itself. */
export function printOverhead(title: string, jobs: JobTime[]): void {
  console.log(title);
  console.log(`  processor ms a job                 median     mean  last ${LAST_JOBS}`);
  line('bare ffmpeg', jobs, ({ bare }) => bare);
  for (const kind of ['encode', 'measure', 'look', 'other']) {
    line(`ffmpeg, ${kind}`, jobs, ({ programs }) =>
      total(programs.filter(program => program.kind === kind).map(({ seconds }) => seconds)),
    );
  }
  for (const name of new Set(jobs.flatMap(({ functions }) => [...functions.keys()]))) {
    line(`Node of ${name}`, jobs, ({ functions }) => functions.get(name) ?? 0);
  }
  line(
    'Node of all functions',
    jobs,
    ({ functions }) => total([...functions.values()]),
    TARGETS_MS.functions,
  );
  for (const name of new Set(jobs.flatMap(({ threads }) => [...threads.keys()]))) {
    line(`  of that ${name}`, jobs, ({ threads }) => threads.get(name) ?? 0);
  }
  line('runtime', jobs, ({ runtime }) => runtime, TARGETS_MS.runtime);
  const ratios = jobs.map(job => whole(job) / job.bare);
  console.log(
    `  all over bare ffmpeg: median ${median(ratios).toFixed(3)}x, mean ${mean(ratios).toFixed(3)}x`,
  );
}

function whole({ runtime, functions, programs }: JobTime): number {
  return runtime + total([...functions.values()]) + total(programs.map(({ seconds }) => seconds));
}

function line(name: string, jobs: JobTime[], secondsOf: (job: JobTime) => number, targetMs?: number): void {
  const seconds = jobs.map(secondsOf);
  const columns = [median(seconds), mean(seconds), median(seconds.slice(-LAST_JOBS))].map(value =>
    (value * 1_000).toFixed(0).padStart(9),
  );
  const target = targetMs === undefined ? '' : `  target ${targetMs}`;
  console.log(`  ${name.padEnd(32)}${columns.join('')}${target}`);
}

function total(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
