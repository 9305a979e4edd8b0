import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition, Deployment } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ClientConfig, ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import { type DeadChoice, deadJobs, isHopeless } from '../../ledger/deadJobs.ts';
import { gathered } from '../../ledger/gathered.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { headSource } from '../../stock/headObject.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { carryMessages } from './carryMessages.ts';
import { type Chosen, moveChosen } from './moveChosen.ts';
import { moveMessages } from './moveMessages.ts';
import { waitForMoved } from './waitForMoved.ts';

export interface RedriveOptions extends ConnectionOptions, DeadChoice {
  /** Messages a second. */
  rate?: number;
  force?: boolean;
  dryRun?: boolean;
  wait?: boolean;
  json?: boolean;
}

/** What became of a rendition's dead letters. */
interface Redriven extends Chosen {
  rendition: string;
  /** Of those that SNS could not deliver. */
  undelivered: number;
}

/** `fanreel redrive`: moves dead letters back to their queues, and with `--wait` stays until what they ask for is over. */
export function redrive(names: string[], options: RedriveOptions): Promise<void> {
  return withDeployment(options, (deployment, { clientConfig }) =>
    redriveAll(names, options, { deployment, clientConfig }),
  );
}

interface Place {
  deployment: Deployment;
  clientConfig: ClientConfig;
}

async function redriveAll(names: string[], options: RedriveOptions, place: Place): Promise<void> {
  const { deployment, clientConfig } = place;
  const { json = false, wait, dryRun } = options;
  const clients = { sqs: new SQSClient(clientConfig), s3: new S3Client(clientConfig) };
  const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
  const all: Redriven[] = [];
  for (const rendition of renditionsNamed(deployment, names)) {
    const dead = await gathered(deadJobs(ledger, [rendition.name], {}));
    const redriven = await redriveOne(clients, rendition, dead, options);
    if (!json) for (const line of linesOf(redriven, rendition, options)) print(line);
    all.push(redriven);
  }
  const jobs = all.flatMap(one => one.jobs);
  const ended = wait && !dryRun ? await waitForMoved(jobs, { ...place, json }) : [];
  const told = all.map(({ jobs, ...rest }) => ({
    ...rest,
    ...(wait && { renditions: ended.filter(({ rendition }) => rendition === rest.rendition) }),
  }));
  if (json) print(JSON.stringify(told, null, 2));
  const failed = ended.filter(({ job }) => job.state === 'failed').length;
  if (failed > 0) {
    throw new CommandError(
      1,
      `${failed} of ${ended.length} renditions failed again: "npx fanreel dlq" has the reasons.`,
    );
  }
}

async function redriveOne(
  { sqs, s3 }: { sqs: SQSClient; s3: S3Client },
  rendition: DeployedRendition,
  dead: LedgerJob[],
  options: RedriveOptions,
): Promise<Redriven> {
  const { name, dlqUrl, subscriptionDlqUrl, queueUrl } = rendition;
  const hasChoice = [options.class, options.code, options.key].some(one => one !== undefined);
  const hopeless = options.force ? [] : dead.filter(job => isHopeless(job, rendition));
  const none = { rendition: name, moved: 0, hopeless: 0, undelivered: 0, jobs: [] };
  const undelivered = hasChoice ? 0 : await waitingMessages(sqs, subscriptionDlqUrl);
  const waiting = await waitingMessages(sqs, dlqUrl);
  const carried =
    undelivered > 0 && !options.dryRun ? await carryMessages(sqs, subscriptionDlqUrl, queueUrl) : undelivered;
  if (waiting === 0) return { ...none, undelivered: carried };
  if (hasChoice || hopeless.length > 0 || options.dryRun) {
    const versionOf = async ({ bucket, key }: LedgerJob['source']) =>
      (await headSource(s3, bucket, key))?.version ?? null;
    return { ...none, ...(await moveChosen(sqs, rendition, dead, options, versionOf)), undelivered: carried };
  }
  const moved = await moveAll(sqs, rendition, options.rate);
  return { ...none, moved, undelivered: carried, jobs: dead };
}

/** By SQS's own task. @throws {CommandError} 1 where it did not come to its end. */
async function moveAll(client: SQSClient, { dlqArn }: DeployedRendition, rate?: number): Promise<number> {
  const dlq = nameOf(dlqArn, ':');
  const { status, moved, failureReason } = await moveMessages(client, dlqArn, { rate });
  if (status === 'COMPLETED') return moved;
  if (status === 'RUNNING') {
    throw new CommandError(
      1,
      `The redrive of ${dlq} stands still after ${messages(moved)} and is no longer waited for; it may yet go on, so look at the queue before you run it again.`,
    );
  }
  const why = failureReason ? `: ${failureReason}` : '';
  throw new CommandError(
    1,
    `The redrive of ${dlq} ended as ${status}${why} after ${messages(moved)}; run it again for the rest.`,
  );
}

function linesOf(
  { moved, hopeless, undelivered }: Redriven,
  { name, dlqArn, subscriptionDlqUrl }: DeployedRendition,
  { dryRun }: RedriveOptions,
): string[] {
  const dlq = nameOf(dlqArn, ':');
  const would = dryRun ? 'Would move' : 'Moved';
  const lines = [
    ...(moved > 0 ? [`${would} ${messages(moved)} from ${dlq} back to the queue of ${name}.`] : []),
    ...(undelivered > 0
      ? [
          `${would} ${messages(undelivered)} that SNS could not deliver from ${nameOf(subscriptionDlqUrl, '/')} to the queue of ${name}.`,
        ]
      : []),
    ...(hopeless > 0
      ? [
          `Left ${messages(hopeless)} in ${dlq} that would fail the same way ("npx fanreel dlq ${name}" has the reasons, --force moves them).`,
        ]
      : []),
  ];
  return lines.length > 0 ? lines : [`${dlq} has nothing to redrive.`];
}

function nameOf(place: string, before: string): string {
  return place.slice(place.lastIndexOf(before) + 1);
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
