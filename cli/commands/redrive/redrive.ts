import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import { type DeadChoice, deadJobs, isHopeless } from '../../ledger/deadJobs.ts';
import { gathered } from '../../ledger/gathered.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { print } from '../../terminal/print.ts';
import { carryMessages } from './carryMessages.ts';
import { moveChosen } from './moveChosen.ts';
import { moveMessages } from './moveMessages.ts';

export interface RedriveOptions extends ConnectionOptions, DeadChoice {
  /** Messages a second. */
  rate?: number;
  force?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** What became of a rendition's dead letters. */
interface Redriven {
  rendition: string;
  /** Put back, or in a dry run what would be. */
  moved: number;
  /** Left since they would fail the same way. */
  hopeless: number;
  /** Of those that SNS could not deliver. */
  undelivered: number;
}

/** `fanreel redrive`: moves dead letters back to their queues and says how many that were. */
export function redrive(names: string[], options: RedriveOptions): Promise<void> {
  return withDeployment(options, async (deployment, { clientConfig }) => {
    const sqs = new SQSClient(clientConfig);
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const all: Redriven[] = [];
    for (const rendition of renditionsNamed(deployment, names)) {
      const dead = await gathered(deadJobs(ledger, [rendition.name], {}));
      const redriven = await redriveOne(sqs, rendition, dead, options);
      if (!options.json) for (const line of linesOf(redriven, rendition, options)) print(line);
      all.push(redriven);
    }
    if (options.json) print(JSON.stringify(all, null, 2));
  });
}

async function redriveOne(
  sqs: SQSClient,
  rendition: DeployedRendition,
  dead: LedgerJob[],
  options: RedriveOptions,
): Promise<Redriven> {
  const { name, dlqUrl, subscriptionDlqUrl, queueUrl } = rendition;
  const hasChoice = [options.class, options.code, options.key].some(one => one !== undefined);
  const hopeless = options.force ? [] : dead.filter(isHopeless);
  const none = { rendition: name, moved: 0, hopeless: 0, undelivered: 0 };
  const undelivered = hasChoice ? 0 : await waitingMessages(sqs, subscriptionDlqUrl);
  const waiting = await waitingMessages(sqs, dlqUrl);
  const carried =
    undelivered > 0 && !options.dryRun ? await carryMessages(sqs, subscriptionDlqUrl, queueUrl) : undelivered;
  if (waiting === 0) return { ...none, undelivered: carried };
  if (hasChoice || hopeless.length > 0 || options.dryRun) {
    return { ...none, ...(await moveChosen(sqs, rendition, dead, options)), undelivered: carried };
  }
  return { ...none, moved: await moveAll(sqs, rendition, options.rate), undelivered: carried };
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
