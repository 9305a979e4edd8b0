import type { Job } from '../contract/job.ts';
import { asFailure } from '../failures/failure.ts';
import { refuseIncomplete } from '../media/plan/incomplete.ts';
import { probe } from '../media/probe/probe.ts';
import { beginAttempt, describeAttempt, endAttemptHere } from './attempt/attempt.ts';
import { route } from './engines/choose.ts';
import { makeHere } from './engines/ffmpeg/makeHere.ts';
import { submitManaged } from './engines/mediaconvert/submitManaged.ts';
import { prepare } from './kinds/prepare.ts';
import type { Prepared } from './kinds/prepared.ts';
import { statusOf } from './notify/statusOf.ts';
import { complete } from './outcomes/complete.ts';
import { alreadyMade } from './publish/findPublished.ts';
import type { Outcome } from './transcode.ts';
import type { JobChange } from './worker/ports.ts';
import type { Claim, Worker } from './worker/worker.ts';

/** Out of memory once may be bad luck; twice is this file in this function. */
const MOST_OUT_OF_MEMORY = 2;

/** Probes, plans and routes a claimed job, then makes it here or hands it to MediaConvert. */
export async function makeRendition(claim: Claim, worker: Worker): Promise<Outcome> {
  const { source } = claim.job;
  const probed = await probe(
    (offset, length) => worker.sources.readRange(source, offset, length),
    source.sizeBytes,
  );
  refuseIncomplete(probed.incomplete, worker.onIncomplete);
  const prepared = prepare(probed, worker.preset, claim.job);
  const made = await alreadyMade(claim, prepared.key, worker.outputs);
  if (made) return { result: 'complete', job: await complete(claim, made, worker) };
  const job = await recordRoute(prepared, claim, worker);
  const { managed } = prepared;
  if (job.engine === 'mediaconvert' && managed.can) {
    return { result: 'submitted', job: await submitManaged(managed, { ...claim, job }, worker) };
  }
  await worker.statuses.publish(statusOf(job)).catch(() => {}); // the end will be told; this may be missed
  try {
    return { result: 'complete', job: await makeHere(prepared, { ...claim, job }, worker) };
  } catch (error) {
    if (asFailure(error).code !== 'deadline' || !managed.can || !worker.managed.enabled) throw error;
    const handed = await handOver(job, claim, worker);
    return { result: 'submitted', job: await submitManaged(managed, { ...claim, job: handed }, worker) };
  }
}

async function recordRoute(
  prepared: Prepared,
  { job, owner, delivery }: Claim,
  worker: Worker,
): Promise<Job> {
  const { plan, managed } = prepared;
  const predicted = prepared.predict(worker.limits.vcpus);
  const { engine, reason } = route({
    predictedSeconds: predicted.seconds,
    sourceBytes: job.source.sizeBytes,
    outputBytes: predicted.outputBytes,
    limits: worker.limits,
    managedAboveSeconds: worker.managed.aboveSeconds,
    managedEnabled: worker.managed.enabled,
    managedRefusal: managed.can ? null : managed.why,
    failedHere: failedHere(job, delivery.message.id, worker.limits),
  });
  const routed: JobChange = {
    engine,
    reason,
    plan,
    ...(plan.warnings.length > 0 && { warnings: plan.warnings }),
    predictedSeconds: predicted.seconds,
    attempts: describeAttempt(job, { engine }),
  };
  await worker.ledger.record(job.jobId, owner, routed);
  return { ...job, ...routed };
}

/** Why another attempt in this function would end as an earlier one did. A redrive, a new message, runs for real again. */
function failedHere({ attempts }: Job, message: string, { timeoutSeconds }: Worker['limits']): string | null {
  const ended = (outcome: string) =>
    attempts.filter(attempt => attempt.messageId === message && attempt.outcome === outcome);
  const count = (outcome: string) => ended(outcome).length;
  // One that began late in its function's time, after an older version of the source, says nothing.
  if (ended('deadline').some(({ seconds = 0 }) => seconds > timeoutSeconds / 2))
    return "an earlier attempt ran into the function's deadline";
  if (count('out-of-memory') >= MOST_OUT_OF_MEMORY) return 'earlier attempts ran out of memory';
  return null;
}

/** The function's time is up: what is left of it is enough to let MediaConvert begin anew. */
async function handOver(job: Job, claim: Claim, worker: Worker): Promise<Job> {
  const { owner, delivery } = claim;
  const attempts = endAttemptHere(job, 'deadline', claim, worker);
  const engine = 'mediaconvert' as const;
  const next = { ...job, attempts: beginAttempt({ ...job, attempts }, delivery.message.id, worker) };
  const change: JobChange = {
    engine,
    reason: `the encode did not end in the function's time; ${job.reason}`,
    progress: 0,
    attempts: describeAttempt(next, { engine }),
  };
  await worker.ledger.record(job.jobId, owner, change);
  return { ...job, ...change };
}
