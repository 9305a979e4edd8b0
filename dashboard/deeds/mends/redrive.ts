import type { z } from 'zod';
import { renditionNamed, renditionsNamed } from '../../../cli/aws/deployment.ts';
import { removeDead } from '../../../cli/deeds/drop/removeDead.ts';
import { carryMessages } from '../../../cli/deeds/redrive/carryMessages.ts';
import { redriveLetters } from '../../../cli/deeds/redrive/redriveLetters.ts';
import { type DeadChoice, deadJobs } from '../../../cli/ledger/deadJobs.ts';
import { gathered } from '../../../cli/ledger/gathered.ts';
import { openDrops } from '../../../cli/operator/openDrops.ts';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type {
  Redriven,
  RemovedDead,
  redriveSchema,
  removeDeadSchema,
  undeliveredSchema,
} from '../../wire/mends/dead.ts';
import type { Deed, DeedPlace } from '../place.ts';

type Chosen = Pick<z.infer<typeof redriveSchema>, 'rendition' | 'class' | 'code' | 'prefix' | 'jobIds'>;

/** Puts chosen dead letters back into their queues; with no choice all, and what SNS could not deliver. */
export async function redrive(
  { force, ...chosen }: z.infer<typeof redriveSchema>,
  place: DeedPlace,
): Promise<Redriven> {
  const sum: Redriven = { moved: 0, hopeless: 0, undelivered: 0 };
  for (const rendition of await renditionsOf(chosen, place)) {
    const done = await redriveLetters(rendition, { ...choiceOf(chosen), force }, place);
    for (const name of ['moved', 'hopeless', 'undelivered'] as const) sum[name] += done[name];
  }
  return sum;
}

/** Brings what SNS could not deliver into the queue that it was for. */
export async function deliver(
  { rendition }: z.infer<typeof undeliveredSchema>,
  { deployment, sqs }: DeedPlace,
): Promise<Redriven> {
  const { subscriptionDlqUrl, queueUrl } = renditionNamed(deployment, rendition);
  const undelivered = await carryMessages(sqs, subscriptionDlqUrl, queueUrl);
  return { moved: 0, hopeless: 0, undelivered };
}

/** Drops what is chosen of the dead for good, and deletes its letters. */
export async function remove(
  { reason, ...chosen }: z.infer<typeof removeDeadSchema>,
  deed: Deed,
): Promise<RemovedDead> {
  const { deployment, connection, ledger } = deed;
  const ports = openDrops(connection.clientConfig, deployment);
  const sum: RemovedDead = { jobs: 0, letters: 0, usd: 0 };
  for (const rendition of await renditionsOf(chosen, deed)) {
    const jobs = await gathered(deadJobs(ledger, [rendition.name], {}));
    const options = { ...choiceOf(chosen), ...(reason !== undefined && { reason }) };
    const place = { ...deed, inputBucket: deployment.inputBucket, ports };
    const done = await removeDead({ rendition, jobs }, options, place);
    for (const name of ['jobs', 'letters', 'usd'] as const) sum[name] += done[name];
  }
  return sum;
}

/** Of jobs only their own DLQs are looked through. */
async function renditionsOf(
  { rendition, jobIds }: Chosen,
  { deployment, ledger }: DeedPlace,
): Promise<DeployedRendition[]> {
  const named = renditionsNamed(deployment, rendition === undefined ? [] : [rendition]);
  if (!jobIds) return named;
  const jobs = [...(await ledger.ofIds(jobIds)).values()];
  return named.filter(({ name }) => jobs.some(job => job.rendition === name));
}

function choiceOf({ class: kind, code, prefix, jobIds }: Chosen): DeadChoice {
  return {
    ...(kind !== undefined && { class: kind }),
    ...(code !== undefined && { code }),
    ...(prefix !== undefined && { prefix }),
    ...(jobIds && { jobIds: new Set(jobIds) }),
  };
}
