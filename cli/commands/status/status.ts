import { S3Client } from '@aws-sdk/client-s3';
import { JOB_STATES, type JobState } from '../../../contract/jobState.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { incompleteWords } from '../../../media/plan/incomplete.ts';
import type { Connection, ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { inputObject } from '../../aws/inputObject.ts';
import { type LedgerReader, ledgerReader } from '../../aws/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import { printError } from '../../terminal/printError.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatAge } from '../../terminal/units.ts';
import { leftAlone } from './leftAlone.ts';

export interface StatusOptions extends ConnectionOptions {
  state?: JobState;
  /** Seconds. */
  since?: number;
  all?: boolean;
  limit: number;
  json?: boolean;
}

/** `fanreel status`: jobs from the ledger, newest change first, as a table or as a JSON array. */
export function status(key: string | undefined, options: StatusOptions): Promise<void> {
  return withDeployment(options, async ({ inputBucket, ledgerTable }, connection) => {
    const ledger = ledgerReader(connection.clientConfig, ledgerTable);
    const found = await (key === undefined ? jobsOfAll(ledger, options) : ledger.ofSource(inputBucket, key));
    const jobs = chosen(found, options);
    const without = jobs.length === 0 && key !== undefined;
    const reason = without ? await whyNoJob(connection, inputBucket, key) : null;
    if (options.json && reason !== null) printError(oneLine(reason));
    if (options.json) print(JSON.stringify(await ledger.withPlans(jobs), null, 2));
    else if (jobs.length === 0) print(oneLine(reason ?? 'No jobs.'));
    else for (const line of table(COLUMNS, jobs.map(row))) print(line);
  });
}

const COLUMNS: Column[] = [
  { heading: 'AGE' },
  { heading: 'STATE' },
  { heading: 'RENDITION', overflow: 'end' },
  { heading: 'USD', align: 'right' },
  { heading: 'KEY', overflow: 'start' },
  { heading: 'DETAIL', overflow: 'end' },
];

/** Jobs of a stretch of time that are looked through for the newest of each source. */
const MOST_OF_A_TIME = 10_000;

async function jobsOfAll(
  ledger: LedgerReader,
  { state, since, all, limit }: StatusOptions,
): Promise<LedgerJob[]> {
  if (since !== undefined) return ledger.since(new Date(Date.now() - since * 1_000), MOST_OF_A_TIME);
  const states = state ? [state] : JOB_STATES;
  const found = (await Promise.all(states.map(one => ledger.inState(one, limit)))).flat();
  return state && !all ? withHistory(ledger, found) : found;
}

/** A failure that a later upload has mended is history, which only the source's other jobs tell. */
async function withHistory(ledger: LedgerReader, jobs: LedgerJob[]): Promise<LedgerJob[]> {
  const sources = new Map(jobs.map(({ source }) => [JSON.stringify([source.bucket, source.key]), source]));
  const histories = [...sources.values()].map(({ bucket, key }) => ledger.ofSource(bucket, key));
  return (await Promise.all(histories)).flat();
}

function chosen(jobs: LedgerJob[], { state, since, all, limit }: StatusOptions): LedgerJob[] {
  const begun = since === undefined ? '' : new Date(Date.now() - since * 1_000).toISOString();
  return newestOnly(jobs, all ?? false)
    .filter(job => (!state || job.state === state) && job.createdAt >= begun)
    .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
    .slice(0, limit);
}

/** Of each source and rendition the job that began last: what was is history. */
function newestOnly(jobs: LedgerJob[], all: boolean): LedgerJob[] {
  if (all) return jobs;
  const newest = new Map<string, LedgerJob>();
  for (const job of jobs) {
    const of = JSON.stringify([job.source.bucket, job.source.key, job.rendition]);
    const known = newest.get(of);
    if (!known || begunAt(known) < begunAt(job)) newest.set(of, job);
  }
  return [...newest.values()];
}

/** A job whose preset was changed and changed back begins anew in its old item. */
function begunAt({ attempts, createdAt }: LedgerJob): string {
  return attempts.at(-1)?.startedAt ?? createdAt;
}

/** In a sentence; null where nothing tells, for its job may be about to begin. @throws {CommandError} 1 for no such object. */
async function whyNoJob({ clientConfig }: Connection, bucket: string, key: string): Promise<string | null> {
  const client = new S3Client(clientConfig);
  if (await inputObject(client, bucket, key)) return leftAlone(client, bucket, key);
  throw new CommandError(
    1,
    `There is no job for "${printable(key)}" and no such object in bucket ${bucket}: check the key, case counts.`,
  );
}

function row(job: LedgerJob): string[] {
  return [formatAge(job.updatedAt), job.state, job.rendition, cost(job), job.source.key, detail(job)];
}

function cost({ attempts }: LedgerJob): string {
  const usd = attempts.reduce((sum, attempt) => sum + (attempt.usd ?? 0), 0);
  return usd > 0 ? usd.toFixed(5) : '';
}

function outputOf({ output }: LedgerJob): string {
  if (!output) return '';
  const place = `s3://${output.bucket}/${output.key}`;
  return output.incomplete ? `${place} (${incompleteWords(output.incomplete)})` : place;
}

function detail(job: LedgerJob): string {
  if (job.state === 'failed') return oneLine(job.failure?.message ?? '');
  const warnings = (job.warnings ?? []).map(oneLine);
  if (job.state === 'complete') return [outputOf(job), ...warnings].filter(Boolean).join('; ');
  return [job.engine, job.progress === undefined ? undefined : `${job.progress} %`]
    .filter(Boolean)
    .join(', ');
}
