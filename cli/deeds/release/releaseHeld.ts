import pMap from 'p-map';
import type { Deployment } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { type ReleasePorts, releaseJob } from '../../../pipeline/budget/releaseJob.ts';
import { renditionNamed } from '../../aws/deployment.ts';
import type { Actor } from '../../operator/actor.ts';
import { messageOf } from './messageOf.ts';

const AT_ONCE = 8;

/** Lets held jobs go; those that nobody else had let go, or dropped, before. */
export async function releaseHeld(
  held: LedgerJob[],
  deployment: Deployment,
  { actor, ports }: { actor: Actor; ports: ReleasePorts },
): Promise<LedgerJob[]> {
  const letGo = (job: LedgerJob) => {
    // Where the queue is its stack says, which may have moved since the job was held.
    const { queueUrl } = renditionNamed(deployment, job.rendition);
    const released = { by: actor.by, at: actor.now().toISOString() };
    return releaseJob({ ...job, queueUrl, message: messageOf(job) }, ports, released);
  };
  const gone = await pMap(held, async job => ({ job, isReleased: await letGo(job) }), {
    concurrency: AT_ONCE,
  });
  return gone.filter(({ isReleased }) => isReleased).map(({ job }) => job);
}
