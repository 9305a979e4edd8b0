import { setTimeout as wait } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { type DeadChoice, isHopeless } from '../../ledger/deadJobs.ts';
import { isChosenLetter } from '../../letters/isChosenLetter.ts';
import { jobFinder } from '../../letters/jobsOfLetter.ts';
import { walkLetters } from '../../letters/walkLetters.ts';
import { carryMessage } from './carryMessages.ts';

export interface ChoosingOptions extends DeadChoice {
  rate?: number;
  force?: boolean;
  dryRun?: boolean;
}

/**
 * Looks at each letter of a DLQ and carries the chosen ones over to the queue, as new messages. Each is deleted after it was
 * sent: one that was carried twice would still be one job.
 */
export async function moveChosen(
  client: SQSClient,
  { dlqUrl, queueUrl }: DeployedRendition,
  dead: LedgerJob[],
  options: ChoosingOptions,
): Promise<{ moved: number; hopeless: number }> {
  const jobsOf = jobFinder(dead);
  const sum = { moved: 0, hopeless: 0 };
  await walkLetters(client, dlqUrl, async letter => {
    const [job] = jobsOf(letter);
    if (!isChosenLetter(letter, job, options)) return false;
    const isLeft = job !== undefined && isHopeless(job) && !options.force;
    sum[isLeft ? 'hopeless' : 'moved'] += 1;
    if (isLeft || options.dryRun) return false;
    await carryMessage(client, letter, dlqUrl, queueUrl);
    if (options.rate !== undefined) await wait(1_000 / options.rate);
    return true;
  });
  return sum;
}
