import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Job } from '../../../contract/job.ts';
import { type ClipRequest, clipIdOf, writeClipRequest } from '../../../contract/messages/clip.ts';
import { recordingsByKey } from '../../../handlers/aws/recordings/byKey.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import type { Handled } from '../../../pipeline/answerTo.ts';
import { askedClip } from '../../../pipeline/clips/asked/askedClip.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import type { QueueMessage } from '../../../pipeline/worker/queueMessage.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import { SMALL_CLIPS } from '../../fixtures/clipPresets.ts';
import { type Bench, openBench, type WorkerChange } from '../support/bench.ts';

export const RECORDINGS = 'recordings';

/** A worker that cuts clips, over the embedded services, and a camera's recordings of ten seconds each. */
export interface ClipBench extends Bench {
  clips(change?: Omit<WorkerChange, 'preset'> & { preset?: ClipPreset }): Worker;
  /** A recording that begins at that second of the hour. */
  record(camera: string, second: number, film?: 'other'): Promise<string>;
  /** Hands a worker one receive of a request. */
  ask(
    worker: Worker,
    request: Partial<ClipRequest>,
    more?: Partial<QueueMessage> & { id?: string; sentAt?: string },
  ): Promise<Handled>;
  clip(worker: Worker, request: Partial<ClipRequest>): Promise<Job | null>;
}

/** An hour ago, on the hour. */
export const HOUR = Math.floor(Date.now() / 3_600_000 - 1) * 3_600_000;

const SECONDS = 10;

/** Of so many seconds of the hour. */
export function spanOf(camera: string, from: number, to: number): ClipRequest['span'] {
  return { camera, fromMs: HOUR + from * 1_000, toMs: HOUR + to * 1_000 };
}

export async function openClipBench(): Promise<ClipBench> {
  const bench = await openBench();
  bench.services.s3.buckets.create(RECORDINGS);
  const film = readFileSync(
    await makeClip(join(bench.folder, 'film.mp4'), { size: '256x144', seconds: SECONDS }),
  );
  const other = readFileSync(
    await makeClip(join(bench.folder, 'other.mp4'), { size: '192x144', seconds: SECONDS }),
  );
  const clips: ClipBench['clips'] = ({ preset = SMALL_CLIPS, ports, ...change } = {}) => {
    if (preset.recordings.by !== 'key') throw new Error('The bench has no API.');
    const recordings = recordingsByKey(bench.clients.s3, RECORDINGS, preset.recordings);
    return bench.worker({ ...change, preset, ports: { recordings, ...ports } });
  };
  const requestOf = ({
    span = spanOf('gate', 0, 5),
    clipId = clipIdOf(span),
    force = false,
  }: Partial<ClipRequest>) => ({
    clipId,
    span,
    force,
  });
  return {
    ...bench,
    clips,
    record: async (camera, second, which) => {
      const start = new Date(HOUR + second * 1_000).toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
      const key = `${camera}/${start}-${SECONDS}.mp4`;
      await bench.clients.s3.send(
        new PutObjectCommand({ Bucket: RECORDINGS, Key: key, Body: which ? other : film }),
      );
      return key;
    },
    ask: (worker, request, { id = 'm1', sentAt = new Date().toISOString(), ...more } = {}) =>
      handleMessage(
        {
          message: { id, body: writeClipRequest(requestOf(request)), attributes: {}, sentAt },
          receiveCount: 1,
          remainingMs: () => 900_000,
          keepHidden: async () => {},
          ...more,
        },
        worker,
      ),
    clip: (worker, request) => {
      const message = { id: '', body: '', attributes: {} };
      const { newJob } = askedClip(requestOf(request), SMALL_CLIPS, { message }, worker.rendition);
      return worker.ports.ledger.get(newJob.jobId);
    },
  };
}
