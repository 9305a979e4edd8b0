import { DeleteMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { type DeadChoice, isChosen } from '../../ledger/deadJobs.ts';
import { usdOf } from '../../ledger/figures.ts';
import { isChosenLetter } from '../../letters/isChosenLetter.ts';
import { jobFinder } from '../../letters/jobsOfLetter.ts';
import { walkLetters } from '../../letters/walkLetters.ts';

/** What came of a rendition's dead. */
export interface DroppedLetters {
  rendition: string;
  /** Dead jobs that are dropped now. */
  jobs: number;
  /** Letters that were deleted. */
  letters: number;
  /** Of these, such as belonged to no dead job: nobody can read them, or something later has mended what they asked for. */
  strangers: number;
  /** What the jobs had cost. */
  usd: number;
}

/** How jobs are dropped, and what was dropped before. */
export interface Dropping {
  /** False where it is not dead any more. */
  drop(job: LedgerJob): Promise<boolean>;
  /** Whether a letter belongs to a job that was dropped, and was left by somebody who could not go on. */
  isLeftOver(letter: Message): Promise<boolean>;
}

/**
 * Drops a rendition's chosen dead jobs, then deletes their letters: of each letter first what the ledger has of it. At last it
 * drops those that have no letter any more.
 */
export async function dropLetters(
  client: SQSClient,
  { name, dlqUrl }: DeployedRendition,
  dead: LedgerJob[],
  options: DeadChoice & { dryRun?: boolean },
  { drop, isLeftOver }: Dropping,
): Promise<DroppedLetters> {
  const jobsOf = jobFinder(dead);
  const sum: DroppedLetters = { rendition: name, jobs: 0, letters: 0, strangers: 0, usd: 0 };
  const looked = new Set<LedgerJob>();
  const dropOnce = async (job: LedgerJob) => {
    if (looked.has(job)) return;
    looked.add(job);
    if (!options.dryRun && !(await drop(job))) return;
    sum.jobs += 1;
    sum.usd += usdOf(job);
  };
  await walkLetters(client, dlqUrl, async letter => {
    const jobs = jobsOf(letter);
    const isMeant = isChosenLetter(letter, jobs[0], options);
    if (!isMeant && (jobs.length > 0 || !(await isLeftOver(letter)))) return false;
    for (const job of jobs) await dropOnce(job);
    sum.letters += 1;
    if (jobs.length === 0) sum.strangers += 1;
    if (options.dryRun) return false;
    await client.send(new DeleteMessageCommand({ QueueUrl: dlqUrl, ReceiptHandle: letter.ReceiptHandle }));
    return true;
  });
  for (const job of dead) if (isChosen(job, options)) await dropOnce(job);
  return sum;
}
