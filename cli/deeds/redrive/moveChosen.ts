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

/** What came of a DLQ's chosen letters. */
export interface Chosen {
  /** Put back, or in a dry run what would be. */
  moved: number;
  /** Left since they would fail the same way. */
  hopeless: number;
  /** The dead jobs of those that were put back. */
  jobs: LedgerJob[];
}

/**
 * Looks at each letter of a DLQ and carries the chosen ones over to the queue, as new messages. Each is deleted after it was
 * sent: one that was carried twice would still be one job. `versionOf` tells the version that a source has now.
 */
export async function moveChosen(
  client: SQSClient,
  rendition: DeployedRendition,
  dead: LedgerJob[],
  options: ChoosingOptions,
  versionOf: (source: LedgerJob['source']) => Promise<string | null>,
): Promise<Chosen> {
  const { dlqUrl, queueUrl } = rendition;
  const jobsOf = jobFinder(dead);
  const sum: Chosen = { moved: 0, hopeless: 0, jobs: [] };
  await walkLetters(client, dlqUrl, async letter => {
    const [job] = jobsOf(letter);
    if (!isChosenLetter(letter, job, options)) return false;
    const isLeft =
      job !== undefined &&
      !options.force &&
      isHopeless(job, rendition) &&
      !(await isOverwritten(job, versionOf));
    sum[isLeft ? 'hopeless' : 'moved'] += 1;
    if (job && !isLeft) sum.jobs.push(job);
    if (isLeft || options.dryRun) return false;
    await carryMessage(client, letter, dlqUrl, queueUrl);
    if (options.rate !== undefined) await wait(1_000 / options.rate);
    return true;
  });
  return sum;
}

/** What it failed on is not what would be made now. */
async function isOverwritten(
  { source }: LedgerJob,
  versionOf: (source: LedgerJob['source']) => Promise<string | null>,
): Promise<boolean> {
  const now = await versionOf(source);
  return now !== null && now !== source.version;
}
