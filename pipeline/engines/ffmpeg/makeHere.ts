import { join } from 'node:path';
import type { Job, Output } from '../../../contract/job.ts';
import { WorkError } from '../../../failures/workError.ts';
import type { Bench } from '../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../media/run/runWatchedFfmpeg.ts';
import { Stop } from '../../../media/run/stop.ts';
import type { Made, Prepared } from '../../kinds/prepared.ts';
import { complete } from '../../outcomes/complete.ts';
import { outputOf } from '../../publish/findPublished.ts';
import { type Publication, replacing } from '../../publish/preparePublication.ts';
import type { Claim, Worker } from '../../worker/worker.ts';
import { explainScratchFull } from './explainScratchFull.ts';
import { progressReporter } from './progressReporter.ts';
import { withScratch } from './scratch.ts';

/** Kept back of the function's time for the checks and the upload, milliseconds. */
const AFTER_ENCODE_MS = 30_000;

/** Kept back for the last words: the ledger, the queue, an answer; milliseconds. */
const LAST_WORDS_MS = 5_000;

/** Makes the rendition in this very function: download, ffmpeg, verify, publish, record. */
export async function makeHere(prepared: Prepared, claim: Claim, worker: Worker): Promise<Job> {
  const { job, owner, delivery } = claim;
  using stop = new Stop(claim.signal);
  const leftMs = Math.max(1_000, delivery.remainingMs() - LAST_WORDS_MS);
  stop.after(leftMs, outOfTime(leftMs));
  const { signal } = stop;
  const output = await withScratch(worker.scratchRoot, async folder => {
    const input = join(folder, 'source');
    await worker.sources.download(job.source, input, signal);
    const run: Bench['run'] = (args, more) =>
      claim.encoding.time(() =>
        runWatchedFfmpeg({
          bin: worker.ffmpegBin,
          args,
          cwd: folder,
          deadlineMs: Math.max(1_000, delivery.remainingMs() - AFTER_ENCODE_MS),
          stallMs: worker.stallSeconds * 1_000,
          signal,
          ...more,
        }),
      );
    const onProgress = progressReporter(job, owner, worker);
    const made = await prepared
      .make({ folder, input, run, onIncomplete: worker.onIncomplete, onProgress })
      .catch(async error => {
        throw await explainScratchFull(error, folder);
      });
    return publish(made, claim, worker, signal);
  });
  return await complete(claim, output, worker);
}

function outOfTime(ms: number): WorkError {
  return new WorkError('deadline', {
    message: `The job did not end within ${Math.round(ms / 1_000)} s, which is all that the function has.`,
  });
}

/** One file after the other, so that whoever sees the last finds all. */
async function publish(
  { files, facts }: Made,
  { job, owner, encoding, force }: Claim,
  worker: Worker,
  signal: AbortSignal,
): Promise<Output> {
  // A worker that was held up for long may have lost the job without having noticed yet.
  await worker.ledger.renew(job.jobId, owner, encoding.seconds);
  let key = '';
  for (const file of files) {
    const publication = await replacing(job, { ...file, facts }, worker);
    // The worker that lost this job did finish, while it was made again here.
    if (force || !isOurs(publication, job)) await publishOne(file.path, publication, worker, signal);
    key = file.key;
  }
  const stored = await worker.outputs.describe(job.outputBucket, key);
  return outputOf(job.outputBucket, key, stored ?? { eTag: '', sizeBytes: facts.sizeBytes }, facts);
}

/** Where the answer to a write is lost, the client's second try meets the first one's success. */
async function publishOne(
  path: string,
  { to, over }: Publication,
  { outputs }: Worker,
  signal: AbortSignal,
): Promise<void> {
  try {
    await outputs.publishFile(path, to, over, signal);
  } catch (error) {
    const stored = await outputs.describe(to.bucket, to.key);
    if (stored?.maker?.jobId === to.maker.jobId && stored.maker.attempt === to.maker.attempt) return;
    throw error;
  }
}

function isOurs({ stored }: Publication, { jobId }: Job): boolean {
  return stored?.maker?.jobId === jobId;
}
