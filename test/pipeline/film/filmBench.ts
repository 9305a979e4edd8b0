import { readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../../contract/job.ts';
import { type Step, stepKey } from '../../../contract/ledger/film.ts';
import { readIndexAttribute, readPieceRequest } from '../../../contract/messages/piece.ts';
import { type ClipOptions, makeClip } from '../../../lab/support/clip.ts';
import type { Handled } from '../../../pipeline/answerTo.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import type { Ports } from '../../../pipeline/ports/ports.ts';
import type { QueueMessage } from '../../../pipeline/worker/queueMessage.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { type Bench, OUTPUT, openBench, PRESET, QUEUE, received, TABLE } from '../support/bench.ts';

/** Tiny, at a rate that lets it be cut every 15 s, and of one channel, since sound takes longer than such pictures. */
export const FILM_PRESET: VideoPreset = {
  ...PRESET,
  ...{ height: 72, maxrateKbps: 6_000, bufsizeKbps: 6_000 },
  audio: { ...PRESET.audio, channels: 1 },
};

/** For makeClip: a film of few pictures, which can be cut at every fifth second, with silence. */
export const film = (seconds: number): ClipOptions => ({
  ...{ size: '128x72', rate: 10, seconds, args: ['-g', '50'] },
  sound: `anullsrc=channel_layout=mono:sample_rate=48000:duration=${seconds}`,
});

/** A bench on which films are made in pieces, and messages are handed out one by one. */
export interface FilmBench extends Bench {
  /** Half a minute of a test pattern with sound: two pieces. */
  film: Buffer;
  worker(change?: { ports?: Partial<Ports>; managed?: boolean; maxReceiveCount?: number }): Worker;
  /** Uploads the film, has it cut, and returns the messages that ask for its pieces. */
  cut(key: string): Promise<QueueMessage[]>;
  jobOf(key: string): Promise<Job>;
  /** What waits in the queue now, taken from it. */
  waiting(): Promise<QueueMessage[]>;
  /** As if a worker had taken this step and died a lease ago. */
  dieAt(step: Step): Promise<void>;
  /** As if a lease had passed since the last beat of whoever has this step. */
  loseLease(step: Step): Promise<void>;
  /** Path of a copy of what was published under this key. */
  download(key: string): Promise<string>;
}

/** `onRequest` hears of each request before the services do. */
export async function openFilmBench(onRequest?: RequestListener): Promise<FilmBench> {
  const bench = await openBench(onRequest);
  const path = join(bench.folder, 'film.mp4');
  const whole = readFileSync(await makeClip(path, film(30)));
  const worker: FilmBench['worker'] = ({ ports, managed = true, maxReceiveCount = 5 } = {}) =>
    bench.worker({
      preset: FILM_PRESET,
      settings: {
        ...{ segmentWorkers: 8, targetSeconds: 0.001, maxReceiveCount },
        managed: { enabled: managed, aboveSeconds: 0.000_1 },
      },
      ...(ports && { ports }),
    });
  const waiting = async () => {
    const found: QueueMessage[] = [];
    for (;;) {
      const messages = await bench.services.sqs.receive({ queue: QUEUE, max: 10, waitSeconds: 0 });
      if (messages.length === 0) return found;
      for (const { messageId, body, attributes, receiptHandle } of messages) {
        bench.services.sqs.delete({ queue: QUEUE, receiptHandle });
        const pieceIndex = readIndexAttribute(name => attributes[name]?.BinaryValue);
        found.push({ ...asReceived(messageId, body), pieceIndex });
      }
    }
  };
  const jobOf = async (key: string) => {
    const job = await bench.job(key, FILM_PRESET);
    if (!job) throw new Error(`no job of ${key}`);
    return job;
  };
  const loseLease = async (step: Step) => {
    await bench.clients.dynamo.send(
      new UpdateCommand({
        ...{ TableName: TABLE, Key: stepKey(step), UpdateExpression: 'SET leaseUntil = :past' },
        ExpressionAttributeValues: { ':past': Date.now() - 1 },
      }),
    );
  };
  return {
    ...bench,
    film: whole,
    worker,
    cut: async key => {
      await bench.put(key, whole);
      bench.clients.meter.take();
      await handleMessage(received(key), worker());
      return await waiting();
    },
    jobOf,
    waiting,
    dieAt: async step => {
      const { films } = worker().ports;
      const attempts = [
        { number: 1, messageId: 'dead', startedAt: new Date(Date.now() - 9_000).toISOString() },
      ];
      await films.take(step, null, { owner: 'dead', leaseSeconds: 9 }, attempts);
      await loseLease(step);
    },
    loseLease,
    download: async key => {
      const { Body } = await bench.clients.s3.send(new GetObjectCommand({ Bucket: OUTPUT, Key: key }));
      const copy = join(bench.folder, `made-${key}`);
      writeFileSync(copy, (await Body?.transformToByteArray()) ?? '');
      return copy;
    },
  };
}

/** One receive of such a message. */
export function asReceived(id: string, body: string, receiveCount = 1): QueueMessage {
  return {
    message: { id, body, attributes: {}, sentAt: new Date().toISOString() },
    receiveCount,
    remainingMs: () => 900_000,
    keepHidden: async () => {},
  };
}

/** Which piece a message asks for. */
export function pieceIn({ message }: QueueMessage): Step {
  const request = readPieceRequest(JSON.parse(message.body));
  if (!request) throw new Error(`no piece is asked for by ${message.body}`);
  const { piece: name, ...film } = request;
  return { ...film, name };
}

/** Hands all of them out, one after the other. */
export async function makeAll(messages: QueueMessage[], worker: Worker): Promise<Handled[]> {
  const handled: Handled[] = [];
  for (const message of messages) {
    // As a function begins with each.
    worker.ports.meter.take();
    handled.push(await handleMessage(message, worker));
  }
  return handled;
}
