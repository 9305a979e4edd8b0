import { waitedSecondsOf } from '../../cli/ledger/figures.ts';
import type { LedgerReader, PlannedJob } from '../../cli/ledger/ledgerReader.ts';
import { together } from '../../cli/ledger/sources.ts';
import { waitingWords } from '../../cli/ledger/words/clipWords.ts';
import { droppedWords, heldWords } from '../../cli/ledger/words/notRunWords.ts';
import { remedyOf } from '../../cli/ledger/words/remedyOf.ts';
import { engineWords } from '../../contract/compute/engineWords.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { renditionRow } from '../store/rowOf.ts';
import type { Chapter, Story } from '../wire/story.ts';

/** All that the ledger tells of one source. */
export async function readStory(
  ledger: Pick<LedgerReader, 'ofSource' | 'ofIds' | 'withPlans'>,
  { bucket, key }: { bucket: string; key: string },
  renditions: string[],
): Promise<Story> {
  const found = await newest(await ledger.ofSource(bucket, key), ledger);
  const { jobs } = found.length > 0 ? together(found, { renditions }) : { jobs: [] };
  return { bucket, key, chapters: (await ledger.withPlans(jobs)).map(chapterOf) };
}

/** An index may lag behind the table, and pages ask once for what changed: the index says which jobs, the table how they are. */
async function newest(jobs: LedgerJob[], ledger: Pick<LedgerReader, 'ofIds'>): Promise<LedgerJob[]> {
  const now = await ledger.ofIds(jobs.map(({ jobId }) => jobId));
  return jobs.map(job => now.get(job.jobId) ?? job);
}

function chapterOf(job: PlannedJob): Chapter {
  const { reason, predictedSeconds, plan, attempts, output, warnings = [], failure } = job;
  const waited = waitedSecondsOf(job);
  const remedy = remedyOf(job);
  const notRun = heldWords(job) || droppedWords(job) || waitingWords(job);
  return {
    ...renditionRow(job),
    ...(reason !== undefined && { reason }),
    ...(predictedSeconds !== undefined && { predictedSeconds }),
    ...(waited !== null && { waitedSeconds: waited }),
    decisions: plan?.decisions.map(({ what, choice, reason }) => ({ what, choice, reason })) ?? [],
    tries: attempts.map(
      ({ number, startedAt, engine, compute, outcome, seconds, encodeSeconds, usd }, index) => ({
        ...{ number: number ?? index + 1, startedAt, engine: engineWords({ engine, compute }) },
        ...{ outcome, seconds, encodeSeconds, usd },
      }),
    ),
    ...(output && { output: outputOf(output) }),
    warnings,
    ...(failure && { failure: { ...failure, ...(remedy && { remedy }) } }),
    ...(notRun && { notRun }),
  };
}

function outputOf({
  bucket,
  key,
  sizeBytes,
  durationSeconds,
  width,
  height,
}: NonNullable<PlannedJob['output']>) {
  return { bucket, key, sizeBytes, durationSeconds, width, height };
}
