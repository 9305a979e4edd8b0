import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { stringify } from 'csv-stringify';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { withDeployment } from '../../aws/deployment.ts';
import { chosenSources } from '../../ledger/chosenSources.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import type { SourceJobs } from '../../ledger/sources.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { printable } from '../../terminal/printable.ts';
import { printError } from '../../terminal/printError.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import { CSV_COLUMNS, csvRow } from './csvRow.ts';
import { downloadAll } from './downloadAll.ts';
import { figureLines } from './figureLines.ts';
import { Figures } from './figures.ts';

export interface ResultsOptions extends ConnectionOptions {
  batch?: string;
  /** Seconds. */
  since?: number;
  prefix?: string;
  csv?: string;
  download?: string;
  json?: boolean;
}

const STDOUT = '-';

/** `fanreel results`: figures of many jobs, all from the ledger; a CSV of them, and their outputs. */
export function results(options: ResultsOptions): Promise<void> {
  const signal = untilStopped();
  return withDeployment(
    options,
    async (deployment, { clientConfig }) => {
      const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
      const chosen = { ...options, limit: Number.POSITIVE_INFINITY };
      const figures = new Figures();
      const sources = counted(chosenSources(undefined, chosen, deployment, ledger), figures);
      const outputs: LedgerJob[] = [];
      const jobs = kept(sources, options.download === undefined ? null : outputs);
      await (options.csv === undefined ? drained(jobs) : writeCsv(options.csv, jobs, signal));
      const isCsvOnly = options.csv === STDOUT;
      if (!isCsvOnly) report(figures, options);
      if (options.csv !== undefined && !isCsvOnly) printError(`Wrote ${printable(options.csv)}.`);
      if (options.download === undefined) return;
      const failed = await downloadAll(new S3Client(clientConfig), outputs, options.download, signal);
      if (failed > 0)
        throw new CommandError(
          1,
          `${failed} outputs could not be brought here; the same command goes on with them.`,
        );
    },
    signal,
  );
}

function report(figures: Figures, { json }: ResultsOptions): void {
  if (json) print(JSON.stringify(figures.all(), null, 2));
  else for (const line of figureLines(figures.all())) print(line);
}

async function* counted(sources: AsyncIterable<SourceJobs[]>, figures: Figures): AsyncIterable<LedgerJob[]> {
  for await (const some of sources) {
    for (const { jobs } of some) figures.add(jobs);
    yield some.flatMap(({ jobs }) => jobs);
  }
}

/** What is to be brought here later is kept: a job's item is small beside its output. */
async function* kept(
  pages: AsyncIterable<LedgerJob[]>,
  outputs: LedgerJob[] | null,
): AsyncIterable<LedgerJob> {
  for await (const jobs of pages) {
    outputs?.push(...jobs.filter(({ output, pruned }) => output && !pruned));
    yield* jobs;
  }
}

async function drained(jobs: AsyncIterable<LedgerJob>): Promise<void> {
  for await (const _ of jobs);
}

/** A name that begins like a formula must not become one in a spreadsheet. */
async function writeCsv(file: string, jobs: AsyncIterable<LedgerJob>, signal: AbortSignal): Promise<void> {
  const rows = Readable.from(rowsOf(jobs));
  const csv = stringify({ header: true, columns: CSV_COLUMNS, escape_formulas: true });
  if (file === STDOUT) await pipeline(rows, csv, process.stdout, { signal, end: false });
  else await pipeline(rows, csv, createWriteStream(file), { signal });
}

async function* rowsOf(jobs: AsyncIterable<LedgerJob>) {
  for await (const job of jobs) yield csvRow(job);
}
