import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import { deadJobs, hasChoice, isHopeless } from '../../ledger/deadJobs.ts';
import { gathered } from '../../ledger/gathered.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import { headSource } from '../../stock/headObject.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { counted } from '../../terminal/counted.ts';
import { carryMessages } from './carryMessages.ts';
import { type ChoosingOptions, type Chosen, moveChosen } from './moveChosen.ts';
import { moveMessages } from './moveMessages.ts';

/** What became of a rendition's dead letters. */
export interface Redriven extends Chosen {
  rendition: string;
  /** Of those that SNS could not deliver. */
  undelivered: number;
}

export interface RedrivePlace {
  sqs: SQSClient;
  s3: S3Client;
  ledger: Pick<LedgerReader, 'inState' | 'ofSource'>;
}

/**
 * Puts a rendition's dead letters back into its queue: all, with what SNS could not deliver to it, or those that were chosen.
 * @throws {CommandError} 1 where SQS did not move all of them.
 */
export async function redriveLetters(
  rendition: DeployedRendition,
  options: ChoosingOptions,
  { sqs, s3, ledger }: RedrivePlace,
): Promise<Redriven> {
  const { name, dlqUrl, subscriptionDlqUrl, queueUrl } = rendition;
  const isChoice = hasChoice(options);
  const dead = await gathered(deadJobs(ledger, [name], {}));
  const hopeless = options.force ? [] : dead.filter(job => isHopeless(job, rendition));
  const none = { rendition: name, moved: 0, hopeless: 0, undelivered: 0, jobs: [] };
  const undelivered = isChoice ? 0 : await waitingMessages(sqs, subscriptionDlqUrl);
  const waiting = await waitingMessages(sqs, dlqUrl);
  const carried =
    undelivered > 0 && !options.dryRun ? await carryMessages(sqs, subscriptionDlqUrl, queueUrl) : undelivered;
  if (waiting === 0) return { ...none, undelivered: carried };
  if (isChoice || hopeless.length > 0 || options.dryRun) {
    const versionOf = async ({ bucket, key }: LedgerJob['source']) =>
      (await headSource(s3, bucket, key))?.version ?? null;
    return { ...none, ...(await moveChosen(sqs, rendition, dead, options, versionOf)), undelivered: carried };
  }
  const moved = await moveAll(sqs, rendition, options.rate);
  return { ...none, moved, undelivered: carried, jobs: dead };
}

/** By SQS's own task. @throws {CommandError} 1 where it did not come to its end. */
async function moveAll(client: SQSClient, { dlqArn }: DeployedRendition, rate?: number): Promise<number> {
  const dlq = dlqArn.slice(dlqArn.lastIndexOf(':') + 1);
  const { status, moved, failureReason } = await moveMessages(client, dlqArn, { rate });
  if (status === 'COMPLETED') return moved;
  if (status === 'RUNNING') {
    throw new CommandError(
      1,
      `The redrive of ${dlq} stands still after ${counted(moved, 'message')} and is no longer waited for; it may yet go on, so look at the queue before you run it again.`,
    );
  }
  const why = failureReason ? `: ${failureReason}` : '';
  throw new CommandError(
    1,
    `The redrive of ${dlq} ended as ${status}${why} after ${counted(moved, 'message')}; run it again for the rest.`,
  );
}
