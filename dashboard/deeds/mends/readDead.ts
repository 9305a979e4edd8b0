import pMap from 'p-map';
import { renditionsNamed } from '../../../cli/aws/deployment.ts';
import { waitingMessages } from '../../../cli/aws/waitingMessages.ts';
import { type DeadChoice, deadJobs, isChosen, isHopeless } from '../../../cli/ledger/deadJobs.ts';
import { usdOf } from '../../../cli/ledger/figures.ts';
import { gathered } from '../../../cli/ledger/gathered.ts';
import type { DeployedRendition } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { Dead, DeadGroup, DeadJob } from '../../wire/mends/dead.ts';
import type { DeedPlace } from '../place.ts';

/** Jobs of a list; of more the filters tell. */
const MAX_LISTED = 200;

const QUEUES_AT_ONCE = 8;

/** What failed for good: how many of what, and those that are chosen. */
export async function readDead(
  { rendition, ...choice }: DeadChoice & { rendition?: string | undefined },
  { deployment, ledger, sqs }: Pick<DeedPlace, 'deployment' | 'ledger' | 'sqs'>,
): Promise<Dead> {
  renditionsNamed(deployment, rendition === undefined ? [] : [rendition]);
  const { renditions } = deployment;
  const names = renditions.map(({ name }) => name);
  const dead = await gathered(deadJobs(ledger, names, {}));
  const matching = dead.filter(
    job => (rendition === undefined || job.rendition === rendition) && isChosen(job, choice),
  );
  const counts = await pMap(renditions, one => waitingMessages(sqs, one.subscriptionDlqUrl), {
    concurrency: QUEUES_AT_ONCE,
  });
  const deployed = new Map(renditions.map(one => [one.name, one]));
  return {
    groups: groupsOf(dead),
    jobs: matching.slice(0, MAX_LISTED).flatMap(job => deadJob(job, deployed.get(job.rendition)) ?? []),
    matching: matching.length,
    undelivered: names.flatMap((name, index) =>
      counts[index] ? [{ rendition: name, count: counts[index] }] : [],
    ),
  };
}

/** The most first. */
function groupsOf(dead: LedgerJob[]): DeadGroup[] {
  const kinds = Map.groupBy(dead, ({ rendition, failure }) =>
    JSON.stringify([rendition, failure?.class, failure?.code]),
  );
  return [...kinds.values()]
    .map(jobs => ({ ...reasonOf(jobs[0]), rendition: jobs[0]?.rendition ?? '', count: jobs.length }))
    .sort((a, b) => b.count - a.count);
}

function reasonOf(job: LedgerJob | undefined): Pick<DeadJob, 'class' | 'code' | 'message'> {
  const { class: kind = 'unknown', code = 'unknown', message = '' } = job?.failure ?? {};
  return { class: kind, code, message };
}

function deadJob(job: LedgerJob, deployed: DeployedRendition | undefined): DeadJob | null {
  if (!deployed) return null;
  const { jobId, source, rendition, failure, updatedAt, attempts } = job;
  return {
    ...{ jobId, bucket: source.bucket, key: source.key, rendition, ...reasonOf(job) },
    ...(failure?.operator !== undefined && { operator: failure.operator }),
    ...{ since: updatedAt, attempts: attempts.length, usd: usdOf(job) },
    isHopeless: isHopeless(job, deployed),
  };
}
