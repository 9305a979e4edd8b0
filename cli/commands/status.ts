import { S3Client } from '@aws-sdk/client-s3';
import type { Connection, ConnectionOptions } from '../aws/connection.ts';
import { inputObject } from '../aws/inputObject.ts';
import { JOB_STATES } from '../aws/jobStates.ts';
import { type JobState, type Ledger, type LedgerJob, ledgerOf } from '../aws/ledger.ts';
import { CommandError } from '../commandError.ts';
import { withDeployment } from '../deployment.ts';
import { print } from '../terminal/print.ts';
import { oneLine, printable } from '../terminal/printable.ts';
import { table } from '../terminal/table.ts';

export interface StatusOptions extends ConnectionOptions {
  state?: JobState;
  limit: number;
  json?: boolean;
}

/** `fanreel status`: jobs from the ledger, newest change first, as a table or as a JSON array. */
export function status(key: string | undefined, options: StatusOptions): Promise<void> {
  return withDeployment(options, async ({ inputBucket, ledgerTable }, connection) => {
    const ledger = ledgerOf(connection.clientConfig, ledgerTable);
    const jobs = await (key === undefined
      ? jobsOfAll(ledger, options)
      : jobsOf(ledger, inputBucket, key, options));
    if (jobs.length === 0 && key !== undefined) await mustBeThere(connection, inputBucket, key);
    if (options.json) print(JSON.stringify(jobs, null, 2));
    else if (jobs.length === 0) print('No jobs.');
    else for (const line of table([HEADING, ...jobs.map(row)])) print(line);
  });
}

const HEADING = ['CHANGED', 'STATE', 'RENDITION', 'KEY', 'DETAIL'];

async function jobsOf(
  ledger: Ledger,
  bucket: string,
  key: string,
  { state, limit }: StatusOptions,
): Promise<LedgerJob[]> {
  const jobs = await ledger.ofSource(bucket, key);
  return jobs.filter(job => !state || job.state === state).slice(0, limit);
}

async function jobsOfAll(ledger: Ledger, { state, limit }: StatusOptions): Promise<LedgerJob[]> {
  const states = state ? [state] : JOB_STATES;
  const jobs = await Promise.all(states.map(one => ledger.inState(one, limit)));
  return jobs
    .flat()
    .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
    .slice(0, limit);
}

async function mustBeThere({ clientConfig }: Connection, bucket: string, key: string): Promise<void> {
  if (await inputObject(new S3Client(clientConfig), bucket, key)) return;
  throw new CommandError(
    1,
    `There is no job for "${printable(key)}" and no such object in bucket ${bucket}: check the key, case counts.`,
  );
}

function row(job: LedgerJob): string[] {
  return [job.updatedAt, job.state, job.rendition, job.source.key, detail(job)];
}

function detail(job: LedgerJob): string {
  if (job.state === 'failed') return oneLine(job.failure?.message ?? '');
  if (job.state === 'complete') return job.output ? `s3://${job.output.bucket}/${job.output.key}` : '';
  return [job.engine, job.progress === undefined ? undefined : `${job.progress} %`]
    .filter(Boolean)
    .join(', ');
}
