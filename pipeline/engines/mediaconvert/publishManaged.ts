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
import { alreadyPublished } from '../../publish/alreadyPublished.ts';
import { outputOf } from '../../publish/outputOf.ts';
import { preparePublication } from '../../publish/preparePublication.ts';
import { type OpenJob, outputPlanOf } from './openJob.ts';

type PublishPorts = Pick<Ports, 'sources' | 'outputs' | 'ledger'>;

/**
 * Checks and publishes what MediaConvert has written, unless an earlier receive of its event has done so.
 * @throws {Superseded}; {WorkError} of class preset where it is not what was planned, or not there.
 */
export async function publishManaged(job: OpenJob, staged: string, ports: PublishPorts): Promise<Output> {
  return (
    (await alreadyPublished(job, keyOf(job), ports.outputs)) ?? (await publishStaged(job, staged, ports))
  );
}

async function publishStaged(job: OpenJob, staged: string, ports: PublishPorts): Promise<Output> {
  const { outputs } = ports;
  const { outputBucket: bucket } = job;
  const plan = outputPlanOf(job.plan);
  const key = keyOf(job);
  const stored = await outputs.describe(bucket, staged);
  if (!stored) {
    // Another receive of the event may have been quicker.
    const published = await alreadyPublished(job, key, outputs);
    if (published) return published;
    throw outputMissing(staged);
  }
  const probed = await probeStored(bucket, staged, stored, outputs);
  verifyOutput(probed, plan);
  const incomplete = shortOfClaim(probed.video.durationSeconds ?? 0, plan);
  const facts = { ...videoFacts(probed, plan), ...(incomplete && { incomplete }) };
  const file = { key, contentType: videoType(plan), facts, kind: 'video' as const };
  const { to, over } = await preparePublication(job, file, ports);
  await outputs.publishStaged(staged, to, over);
  return outputOf(bucket, key, (await outputs.describe(bucket, key)) ?? stored, facts);
}

function keyOf({ source, plan }: OpenJob): string {
  return outputKey(source.key, outputPlanOf(plan).container);
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
