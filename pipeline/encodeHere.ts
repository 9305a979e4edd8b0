import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpegArgs } from '../media/ffmpegArgs.ts';
import type { Plan } from '../media/plan.ts';
import { type Probe, probe } from '../media/probe.ts';
import { runFfmpeg } from '../media/runFfmpeg.ts';
import { verifyOutput } from '../media/verify.ts';
import { endAttempt } from './attempt.ts';
import type { Job, Output } from './job.ts';
import type { JobChange } from './ports.ts';
import { progressReporter } from './progressReporter.ts';
import { replacing } from './replacing.ts';
import { withScratch } from './scratch.ts';
import { statusOf } from './statusOf.ts';
import type { Delivery, Worker } from './worker.ts';

/** Kept back of the function's time for the checks and the upload, milliseconds. */
const AFTER_ENCODE_MS = 30_000;

/** Encodes in this very function: download, ffmpeg, verify, publish, record. */
export async function encodeHere(
  job: Job & { plan: Plan },
  owner: string,
  delivery: Delivery,
  worker: Worker,
  signal: AbortSignal,
): Promise<'complete'> {
  const output = await withScratch(worker.scratchRoot, async folder => {
    const made = join(folder, `output.${job.plan.container}`);
    const source = join(folder, 'source');
    await worker.sources.download(job.source, source);
    await runFfmpeg({
      bin: worker.ffmpegBin,
      args: ffmpegArgs(job.plan, { input: source, output: made, progress: true }),
      cwd: folder,
      deadlineMs: Math.max(1_000, delivery.remainingMs() - AFTER_ENCODE_MS),
      signal,
      onProgress: progressReporter(job, owner, worker),
    });
    const probed = await probeFile(made);
    verifyOutput(probed, job.plan);
    return publish(job, made, probed, worker);
  });
  const complete: JobChange = {
    state: 'complete',
    output,
    progress: 100,
    attempts: endAttempt(job, 'complete'),
  };
  await worker.ledger.record(job.jobId, owner, complete, true);
  await worker.statuses.publish(statusOf({ ...job, ...complete }));
  return 'complete';
}

async function probeFile(path: string): Promise<Probe> {
  const file = await open(path);
  try {
    const { size } = await stat(path);
    return await probe(async (offset, length) => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    }, size);
  } finally {
    await file.close();
  }
}

async function publish(
  job: Job & { plan: Plan },
  path: string,
  probed: Probe,
  worker: Worker,
): Promise<Output> {
  const { to, over } = await replacing(job, worker);
  await worker.outputs.publishFile(path, to, over);
  return outputOf(to.bucket, to.key, probed, job.plan);
}

/** What the ledger keeps of a finished output. */
export function outputOf(bucket: string, key: string, probed: Probe, plan: Plan): Output {
  return {
    bucket,
    key,
    sizeBytes: probed.sizeBytes,
    durationSeconds: probed.durationSeconds ?? plan.durationSeconds,
    width: plan.video.width,
    height: plan.video.height,
  };
}
