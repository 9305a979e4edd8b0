import type { Output } from '../../../contract/job.ts';
import { outputKey } from '../../../contract/keys/outputKey.ts';
import { WorkError } from '../../../failures/workError.ts';
import { shortOfClaim } from '../../../media/plan/incomplete.ts';
import { type Probe, probe } from '../../../media/probe/probe.ts';
import { probeOutput } from '../../../media/verify/output/probeOutput.ts';
import { verifyOutput } from '../../../media/verify/output/verifyOutput.ts';
import { videoFacts, videoType } from '../../kinds/prepareVideo.ts';
import type { Outputs, StoredOutput } from '../../ports/outputs.ts';
import type { Ports } from '../../ports/ports.ts';
import { outputOf } from '../../publish/outputOf.ts';
import { preparePublication } from '../../publish/preparePublication.ts';
import type { OpenJob } from './openJob.ts';

type PublishPorts = Pick<Ports, 'sources' | 'outputs'>;

/**
 * Checks and publishes what MediaConvert has written, unless an earlier receive of its event has done so.
 * @throws {Superseded}; {WorkError} of class preset where it is not what was planned, or not there.
 */
export async function publishManaged(job: OpenJob, staged: string, ports: PublishPorts): Promise<Output> {
  return (await alreadyPublished(job, ports.outputs)) ?? (await publishStaged(job, staged, ports));
}

/** An earlier receive of this event may have ended after publishing, before the ledger heard of it. */
async function alreadyPublished(job: OpenJob, outputs: Outputs): Promise<Output | null> {
  const key = outputKey(job.source.key, job.plan.container);
  const stored = await outputs.describe(job.outputBucket, key);
  if (stored?.maker?.jobId !== job.jobId || stored.maker.attempt !== job.attempts.length) return null;
  return outputOf(job.outputBucket, key, stored, stored.maker.facts);
}

async function publishStaged(job: OpenJob, staged: string, ports: PublishPorts): Promise<Output> {
  const { outputs } = ports;
  const { outputBucket: bucket, plan } = job;
  const stored = await outputs.describe(bucket, staged);
  if (!stored) {
    // Another receive of the event may have been quicker.
    const published = await alreadyPublished(job, outputs);
    if (published) return published;
    throw outputMissing(staged);
  }
  const probed = await probeStored(bucket, staged, stored, outputs);
  verifyOutput(probed, plan);
  const incomplete = shortOfClaim(probed.video.durationSeconds ?? 0, plan);
  const facts = { ...videoFacts(probed, plan), ...(incomplete && { incomplete }) };
  const key = outputKey(job.source.key, plan.container);
  const { to, over } = await preparePublication(job, { key, contentType: videoType(plan), facts }, ports);
  await outputs.publishStaged(staged, to, over);
  return outputOf(bucket, key, (await outputs.describe(bucket, key)) ?? stored, facts);
}

function probeStored(bucket: string, key: string, stored: StoredOutput, outputs: Outputs): Promise<Probe> {
  const read = (offset: number, length: number) => outputs.readRange(bucket, key, offset, length);
  return probeOutput(() => probe(read, stored.sizeBytes));
}

function outputMissing(key: string): WorkError {
  return new WorkError('output-missing', {
    message: `MediaConvert reported success, but "${key}" is not there.`,
  });
}
