import { join } from 'node:path';
import { runFfmpeg } from '../media/runFfmpeg.ts';
import { endAttempt } from './attempt.ts';
import type { Job, Output } from './job.ts';
import type { Bench, Made, Prepared } from './kinds/prepared.ts';
import type { JobChange } from './ports.ts';
import { progressReporter } from './progressReporter.ts';
import { replacing } from './replacing.ts';
import { withScratch } from './scratch.ts';
import { statusOf } from './statusOf.ts';
import type { Delivery, Worker } from './worker.ts';

/** Kept back of the function's time for the checks and the upload, milliseconds. */
const AFTER_ENCODE_MS = 30_000;

/** Makes the rendition in this very function: download, ffmpeg, verify, publish, record. */
export async function makeHere(
  prepared: Prepared,
  job: Job,
  owner: string,
  delivery: Delivery,
  worker: Worker,
  signal: AbortSignal,
): Promise<'complete'> {
  const output = await withScratch(worker.scratchRoot, async folder => {
    const input = join(folder, 'source');
    await worker.sources.download(job.source, input);
    const run: Bench['run'] = (args, more) =>
      runFfmpeg({
        bin: worker.ffmpegBin,
        args,
        cwd: folder,
        deadlineMs: Math.max(1_000, delivery.remainingMs() - AFTER_ENCODE_MS),
        signal,
        ...more,
      });
    const onProgress = progressReporter(job, owner, worker);
    return publish(job, await prepared.make({ folder, input, run, onProgress }), worker);
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

/** One file after the other, so that whoever sees the last finds all. */
async function publish(job: Job, { files, facts }: Made, worker: Worker): Promise<Output> {
  let key = '';
  for (const file of files) {
    const { to, over } = await replacing(job, file, worker);
    await worker.outputs.publishFile(file.path, to, over);
    key = to.key;
  }
  return { bucket: job.outputBucket, key, ...facts };
}
