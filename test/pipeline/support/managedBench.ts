import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import type { ManagedEvent } from '../../../contract/messages/managedEvent.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import type { Handled } from '../../../pipeline/answerTo.ts';
import type { Finished, FinishPorts } from '../../../pipeline/engines/mediaconvert/finished.ts';
import { finishManagedJob } from '../../../pipeline/engines/mediaconvert/finishManagedJob.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import type { ManagedEncoder } from '../../../pipeline/ports/managedEncoder.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import { type Bench, openBench, received, withPorts } from './bench.ts';

/** A bench on which MediaConvert makes everything. */
export interface ManagedBench extends Bench {
  clip: Buffer;
  /** A worker that keeps nothing for itself. */
  submitter(): Worker;
  withEncoder(change: (real: ManagedEncoder) => Partial<ManagedEncoder>): Worker;
  /** Uploads the clip, and has it submitted. */
  submitted(key: string): Promise<Job>;
  jobOf(key: string): Promise<Job>;
  /** How often MediaConvert was asked to make this job. */
  count(job: Job): Promise<number>;
}

/** `onRequest` hears of each request before the services do. */
export async function openManagedBench(onRequest?: RequestListener): Promise<ManagedBench> {
  const bench = await openBench(onRequest);
  const clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
  await bench.services.mediaConvert.start();
  const submitter = () => bench.worker({ settings: { managed: { enabled: true, aboveSeconds: 0.000_001 } } });
  const jobOf = async (key: string) => {
    const job = await bench.job(key);
    if (!job) throw new Error(`no job of ${key}`);
    return job;
  };
  return {
    ...bench,
    clip,
    submitter,
    withEncoder: change => {
      const worker = submitter();
      return withPorts(worker, { encoder: change(worker.ports.encoder) });
    },
    submitted: async key => {
      await bench.put(key, clip);
      expect(results(await handleMessage(received(key), submitter()))).toEqual(['submitted']);
      return jobOf(key);
    },
    jobOf,
    count: async ({ jobId }) => (await bench.managedJobs(jobId)).length,
  };
}

export const results = (handled: Handled) => handled.outcomes.map(({ result }) => result);

/** What an event comes to, where progress is told in quarters. */
export const finish = (event: ManagedEvent, ports: FinishPorts): Promise<Finished> =>
  finishManagedJob(event, ports, { progressNewsPercent: 25 });

/** Of the message that the ledger keeps for a job that MediaConvert has. */
export const bodyOf = ({ message }: Job) => ('body' in message ? message.body : undefined);
