import { mediaConvertRefusal } from '../media/mediaConvertRefusal.ts';
import { type Plan, planRendition } from '../media/plan.ts';
import { predictEncode } from '../media/predict.ts';
import { probe } from '../media/probe.ts';
import { describeAttempt } from './attempt.ts';
import { encodeHere } from './encodeHere.ts';
import type { Job } from './job.ts';
import type { JobChange } from './ports.ts';
import { route } from './route.ts';
import { statusOf } from './statusOf.ts';
import { submitManaged } from './submitManaged.ts';
import type { Delivery, Worker } from './worker.ts';

/** Probes, plans and routes a claimed job, then encodes it here or hands it to MediaConvert. */
export async function makeRendition(
  job: Job,
  owner: string,
  delivery: Delivery,
  worker: Worker,
  signal: AbortSignal,
): Promise<'complete' | 'submitted'> {
  const { source } = job;
  const probed = await probe(
    (offset, length) => worker.sources.readRange(source, offset, length),
    source.sizeBytes,
  );
  const plan = planRendition(probed, worker.preset);
  const predicted = predictEncode(plan, worker.limits.vcpus);
  const { engine, reason } = route({
    predictedSeconds: predicted.seconds,
    sourceBytes: source.sizeBytes,
    outputBytes: predicted.outputBytes,
    limits: worker.limits,
    managedAboveSeconds: worker.managed.aboveSeconds,
    managedEnabled: worker.managed.enabled,
    managedRefusal: mediaConvertRefusal(probed, plan),
    missedDeadline: job.attempts.some(attempt => attempt.outcome === 'deadline'),
  });
  const routed: JobChange = {
    engine,
    reason,
    plan,
    predictedSeconds: predicted.seconds,
    attempts: describeAttempt(job, { engine }),
  };
  await worker.ledger.record(job.jobId, owner, routed);
  const routedJob: Job & { plan: Plan } = { ...job, ...routed, plan };
  if (engine === 'mediaconvert') return submitManaged(routedJob, owner, worker);
  await worker.statuses.publish(statusOf(routedJob));
  return encodeHere(routedJob, owner, delivery, worker, signal);
}
