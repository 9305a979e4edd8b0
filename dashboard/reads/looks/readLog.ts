import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LedgerReader } from '../../../cli/ledger/ledgerReader.ts';
import { CommandError } from '../../../cli/terminal/commandError.ts';
import { shellLine } from '../../../cli/terminal/shellLine.ts';
import { RENDITION_LABEL } from '../../../contract/compute/clusterNames.ts';
import type { Deployment } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Log, LogLine } from '../../wire/looks/log.ts';

/** More lines than that nobody reads on a page. */
const MAX_LINES = 500;

/** CloudWatch Logs looks through some MB a call, found or not. */
const MAX_CALLS = 20;

/** A worker's clock may be behind the ledger's writer, milliseconds. */
const CLOCKS_MS = 60_000;

export interface LogParts {
  logs: CloudWatchLogsClient;
  ledger: Pick<LedgerReader, 'ofIds'>;
  deployment: Deployment;
}

/** What a rendition's function, and its workers on ECS, printed of one job. @throws {CommandError} 2 where there is no such job, or nothing tells where. */
export async function readLog({ logs, ledger, deployment }: LogParts, jobId: string): Promise<Log> {
  const job = (await ledger.ofIds([jobId])).get(jobId);
  if (!job) throw new CommandError(2, `The ledger has no job ${jobId}.`);
  const logGroupName = groupOf(job, deployment);
  const elsewhere = inPods(job, deployment);
  const where = elsewhere === undefined ? {} : { elsewhere };
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  for (let call = 0; call < MAX_CALLS; call += 1) {
    const page = await logs
      .send(
        new FilterLogEventsCommand({
          ...{ logGroupName, nextToken, limit: MAX_LINES - lines.length },
          // A term in double quotes is found as it stands; an id has none.
          filterPattern: `"${job.jobId.replaceAll('"', '')}"`,
          startTime: Date.parse(job.createdAt) - CLOCKS_MS,
        }),
      )
      .catch(nothingYet);
    lines.push(...(page.events ?? []).map(lineOf));
    nextToken = page.nextToken;
    if (nextToken === undefined) return { lines, ...where, isWhole: true };
    if (lines.length >= MAX_LINES) break;
  }
  return { lines, ...where, isWhole: false };
}

function groupOf({ rendition }: LedgerJob, { renditions }: Deployment): string {
  const found = renditions.find(({ name }) => name === rendition);
  if (found?.logGroup !== undefined) return found.logGroup;
  const why = found
    ? 'was deployed before stacks told where their logs are: deploy it anew'
    : `makes no ${rendition} any more`;
  throw new CommandError(2, `The stack ${why}.`);
}

/** Pods print to their node, and where that goes is the cluster's business. */
function inPods({ jobId, rendition, attempts }: LedgerJob, deployment: Deployment): string | undefined {
  const isInPods = deployment.renditions.find(({ name }) => name === rendition)?.podRoleArn !== undefined;
  if (!isInPods || !deployment.cluster || !attempts.some(({ compute }) => compute === 'container'))
    return undefined;
  const { namespace } = deployment.cluster;
  const line = shellLine([
    ...['kubectl', '--namespace', namespace, 'logs', '--prefix', '--tail=-1'],
    ...['--selector', `${RENDITION_LABEL}=${rendition}`],
  ]);
  return `${line} | grep ${jobId}`;
}

/** A group that was made for a function which never ran, or was deleted by hand. */
function nothingYet(error: unknown): { events: FilteredLogEvent[]; nextToken?: string } {
  if (error instanceof ResourceNotFoundException) return { events: [] };
  throw error;
}

function lineOf({ timestamp = 0, message = '' }: FilteredLogEvent): LogLine {
  const at = new Date(timestamp).toISOString();
  const entry = entryIn(message);
  if (!entry) return { at, message: message.trimEnd() };
  const { level, message: says, timestamp: _, ...more } = entry;
  return {
    at,
    ...(typeof level === 'string' && { level }),
    message: typeof says === 'string' ? says : 'Metrics.',
    more: JSON.stringify(more, null, 2),
  };
}

function entryIn(line: string): Record<string, unknown> | null {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? { ...entry } : null;
  } catch {
    return null;
  }
}
