import { SQSClient } from '@aws-sdk/client-sqs';
import { type DeployedRendition, type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { isWanted } from '../../../contract/wishes/isWanted.ts';
import type { ClientConfig } from '../../aws/connection.ts';
import { usdOf } from '../../ledger/figures.ts';
import type { SourceJobs } from '../../ledger/sources.ts';
import { stateStyle } from '../../ledger/stateStyle.ts';
import { oneLine } from '../../terminal/printable.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import { type Column, table } from '../../terminal/screen/table.ts';
import { formatAge, formatUsd } from '../../terminal/units.ts';
import { detailOf } from './jobWords.ts';
import { queueWork } from './queues.ts';

const COLUMNS: Column[] = [
  { heading: 'RENDITION', overflow: 'end' },
  { heading: 'STATE' },
  { heading: 'AGE', align: 'right' },
  { heading: 'USD', align: 'right' },
  { heading: 'DETAIL', overflow: 'wrap', least: 24 },
];

/** One source's renditions, one or more lines each; what nobody has begun with its place in the queue. */
export async function sourceLines(
  { source, jobs }: SourceJobs,
  deployment: Deployment,
  clientConfig: ClientConfig,
): Promise<string[]> {
  const begun = new Set(jobs.map(({ rendition }) => rendition));
  const awaited = jobs.some(({ clip }) => clip) ? [] : madeOfUploads(deployment);
  const missing = awaited.filter(({ name }) => !begun.has(name) && isWanted(name, source.wishes));
  const sqs = new SQSClient(clientConfig);
  const rows = [
    ...jobs.map(jobRow),
    ...(await Promise.all(missing.map(rendition => notBegunRow(rendition, sqs)))),
  ];
  return [...table(COLUMNS, rows), ...wishLines(jobs)];
}

/** Why a wish could not be taken; of each rendition it may be another one. */
function wishLines(jobs: LedgerJob[]): string[] {
  const messages = jobs.flatMap(({ source: { wishFailure } }) =>
    wishFailure ? [oneLine(wishFailure.message)] : [],
  );
  return [...new Set(messages)];
}

function jobRow(job: LedgerJob): Cell[] {
  const usd = usdOf(job);
  return [
    job.rendition,
    { text: job.state, style: stateStyle(job.state) },
    formatAge(job.updatedAt),
    usd > 0 ? formatUsd(usd) : '',
    detailOf(job),
  ];
}

async function notBegunRow(rendition: DeployedRendition, sqs: SQSClient): Promise<Cell[]> {
  const { waiting, inWork } = await queueWork(sqs, rendition);
  const place =
    waiting + inWork === 0
      ? `its queue is empty; "npx fanreel publish" asks for it`
      : `about ${waiting} wait in its queue, ${inWork} are in work`;
  return [rendition.name, { text: 'not begun', style: 'dim' }, '', '', place];
}
