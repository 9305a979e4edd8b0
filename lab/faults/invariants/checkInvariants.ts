import type { Job } from '../../../contract/job.ts';
import { removeScratchFolder, scratchFolder } from '../../support/ending/scratchFolder.ts';
import { allJobs } from '../stack/allJobs.ts';
import { ALL_RENDITIONS, RENDITIONS } from '../stack/faultProject.ts';
import type { FaultStack } from '../stack/faultStack.ts';
import { depth, messagesIn } from '../stack/queues.ts';
import { uncounted, unsettled } from './accounts.ts';
import { findOutput } from './findOutput.ts';
import { judgeRendition, type Surroundings } from './judgeRendition.ts';
import { leftInBuckets, leftOnDisk } from './leftovers.ts';
import { type Spending, spendingOf } from './spending.ts';
import type { UploadedSource } from './uploadedSource.ts';
import type { WrittenOutputs } from './writtenOutputs.ts';

export interface Findings {
  /** One line each; nothing where all is as it should be. */
  violations: string[];
  lost: number;
  wrong: number;
  duplicated: number;
  deadLetters: number;
  jobs: number;
  attempts: number;
  spending: Spending;
  usd: number;
  /** The ledger's items as they were found. */
  ledger: Job[];
}

/** What became of something: its maker where it stands, and a problem where it is not as it should be. */
export interface Judged {
  maker?: string;
  problem?: { kind: 'lost' | 'wrong'; line: string };
}

export type Judge = (found: Surroundings) => Promise<Judged[]>;

/** What is known of a run from outside. */
export interface ObservedRun {
  stack: FaultStack;
  dataDir: string;
  sources: UploadedSource[];
  /** Looks at what else was asked for. */
  others: Judge;
  written: WrittenOutputs;
}

/** Holds a stack that has come to rest against what must be true whatever happened, looking from outside only. */
export async function checkInvariants({
  stack,
  dataDir,
  sources,
  others,
  written,
}: ObservedRun): Promise<Findings> {
  const jobs = await allJobs(stack);
  const letters = await deadLetters(stack);
  const { lost, wrong, makers, count } = await judgeAll(sources, others, { stack, jobs, letters });
  const duplicated = written.differing();
  const rest = [
    ...(await leftInBuckets(stack)),
    ...leftOnDisk(dataDir),
    ...unsettled(jobs),
    ...(await uncounted(jobs, stack)),
    ...((await depth(stack)) > 0 ? ['messages are left in the queues'] : []),
  ];
  const attempts = jobs.flatMap(job => job.attempts);
  return {
    violations: [...lost, ...wrong, ...duplicated, ...rest],
    lost: lost.length,
    wrong: wrong.length,
    duplicated: duplicated.length,
    deadLetters: [...letters.values()].flat().length,
    jobs: sources.length * RENDITIONS.length + count,
    attempts: attempts.length,
    spending: spendingOf(jobs, makers),
    usd: attempts.reduce((sum, attempt) => sum + (attempt.usd ?? 0), 0),
    ledger: jobs,
  };
}

/** Every rendition of every source, with the attempts whose outputs stand. */
async function judgeAll(sources: UploadedSource[], others: Judge, around: Omit<Surroundings, 'folder'>) {
  const folder = scratchFolder('invariants');
  const lost: string[] = [];
  const wrong: string[] = [];
  const makers = new Set<string>();
  for (const source of sources) {
    for (const rendition of RENDITIONS) {
      const output = await findOutput(source, rendition, around.stack);
      if (output) makers.add(output.maker);
      const problem = await judgeRendition(source, rendition, output, { ...around, folder });
      if (problem) (problem.kind === 'lost' ? lost : wrong).push(problem.line);
    }
  }
  const judged = await others({ ...around, folder });
  for (const { maker, problem } of judged) {
    if (maker !== undefined) makers.add(maker);
    if (problem) (problem.kind === 'lost' ? lost : wrong).push(problem.line);
  }
  removeScratchFolder(folder);
  return { lost, wrong, makers, count: judged.length };
}

/** The bodies of each rendition's dead letters. */
async function deadLetters(stack: FaultStack): Promise<Map<string, string[]>> {
  const letters = new Map<string, string[]>();
  for (const rendition of ALL_RENDITIONS) {
    const messages = await messagesIn(stack, `fanreel-${rendition}-dlq`);
    const bodies = messages.map(({ Body = '' }) => Body);
    letters.set(rendition, bodies);
  }
  return letters;
}
