import { probe } from '../media/probe.ts';
import { describeAttempt } from './attempt.ts';
import type { Job } from './job.ts';
import { prepare } from './kinds/prepare.ts';
import { makeHere } from './makeHere.ts';
import type { JobChange } from './ports.ts';
import { route } from './route.ts';
import { statusOf } from './statusOf.ts';
import { submitManaged } from './submitManaged.ts';
import type { Delivery, Worker } from './worker.ts';

/** Probes, plans and routes a claimed job, then makes it here or hands it to MediaConvert. */
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
  const prepared = prepare(probed, worker.preset, job);
  const { plan, managed } = prepared;
  const predicted = prepared.predict(worker.limits.vcpus);
  const { engine, reason } = route({
    predictedSeconds: predicted.seconds,
    sourceBytes: source.sizeBytes,
    outputBytes: predicted.outputBytes,
    limits: worker.limits,
    managedAboveSeconds: worker.managed.aboveSeconds,
    managedEnabled: worker.managed.enabled,
    managedRefusal: managed.can ? null : managed.why,
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
  const routedJob: Job = { ...job, ...routed };
  if (engine === 'mediaconvert' && managed.can) return submitManaged(managed, routedJob, owner, worker);
  await worker.statuses.publish(statusOf(routedJob));
  return makeHere(prepared, routedJob, owner, delivery, worker, signal);
}
