import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { ListJobsCommand } from '@aws-sdk/client-mediaconvert';
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import type { Environment } from '../../../contract/environment.ts';
import type { Job } from '../../../contract/job.ts';
import { jobIdOf } from '../../../contract/job.ts';
import { beatKey } from '../../../contract/ledger/beat.ts';
import { INDEXES, LEDGER_KEY } from '../../../contract/ledgerTable.ts';
import type { ManagedEvent } from '../../../contract/messages/managedEvent.ts';
import { writeRequest } from '../../../contract/messages/request.ts';
import type { News } from '../../../contract/messages/status.ts';
import { ensureTable } from '../../../emulator/index.ts';
import { type Clients, makeClients } from '../../../handlers/aws/clients.ts';
import { dynamoJobRecords } from '../../../handlers/aws/dynamo/dynamoJobRecords.ts';
import { mediaConvertStatus } from '../../../handlers/aws/mediaconvert/mediaConvertStatus.ts';
import { snsRequests } from '../../../handlers/aws/messaging/snsRequests.ts';
import { sqsDeadLetters } from '../../../handlers/aws/messaging/sqsDeadLetters.ts';
import { sqsLongQueues } from '../../../handlers/aws/messaging/sqsLongQueues.ts';
import { s3Outputs } from '../../../handlers/aws/s3/s3Outputs.ts';
import { s3Sources } from '../../../handlers/aws/s3/source/s3Sources.ts';
import { makeWorker } from '../../../handlers/wiring/makeWorker.ts';
import { openDataFolder } from '../../../local/machine/dataFolder.ts';
import { listen } from '../../../local/machine/listen.ts';
import { type LocalServices, openServices } from '../../../local/start/openServices.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import type { FinishPorts } from '../../../pipeline/engines/mediaconvert/finished.ts';
import type { Ports } from '../../../pipeline/ports/ports.ts';
import type { SweepPorts } from '../../../pipeline/sweep/sweep.ts';
import type { QueueMessage } from '../../../pipeline/worker/queueMessage.ts';
import type { Settings } from '../../../pipeline/worker/settings.ts';
import type { Worker } from '../../../pipeline/worker/worker.ts';
import type { Preset, VideoPreset } from '../../../presets/schema/preset.ts';
import { presetHash } from '../../../presets/schema/presetHash.ts';

export const INPUT = 'source-videos';
export const OUTPUT = 'made-videos';
export const QUEUE = 'work';
export const TABLE = 'jobs';

/** Nobody subscribes to it. */
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:uploads';

/** In what a worker is unlike the others. */
export interface WorkerChange {
  preset?: Preset;
  settings?: Partial<Settings>;
  ports?: Partial<Ports>;
}

/** The worker with some of its ports' functions in another form. */
export function withPorts(
  worker: Worker,
  { sources, outputs, ledger, films, encoder }: { [Port in keyof Ports]?: Partial<Ports[Port]> },
): Worker {
  const { ports } = worker;
  return {
    ...worker,
    ports: {
      ...ports,
      sources: { ...ports.sources, ...sources },
      outputs: { ...ports.outputs, ...outputs },
      ledger: { ...ports.ledger, ...ledger },
      encoder: { ...ports.encoder, ...encoder },
      films: { ...ports.films, ...films },
    },
  };
}

/** Small and quick to make. */
export const PRESET: VideoPreset = {
  kind: 'video',
  container: 'mp4',
  height: 144,
  codec: 'h264',
  profile: 'main',
  level: '3.0',
  encoderSpeed: 'ultrafast',
  crf: 30,
  maxrateKbps: 500,
  bufsizeKbps: 1_000,
  gopSeconds: 2,
  maxFps: 30,
  audio: { codec: 'aac', bitrateKbps: 64, channels: 2, sampleRateHz: 48_000 },
};

/**
 * One worker over the real clients and the embedded services, without the runtime around it: a test hands it one
 * receive after the other, as SQS and Lambda would, and may come between at any step.
 */
export interface Bench {
  services: LocalServices;
  clients: Clients;
  folder: string;
  /** What was told on the status topic. */
  notified: News[];
  worker(change?: WorkerChange): Worker;
  finishPorts(): FinishPorts;
  sweepPorts(): SweepPorts;
  put(key: string, body: Buffer, metadata?: Record<string, string>): Promise<void>;
  /** The job of the source as it is now. */
  job(key: string, preset?: VideoPreset): Promise<Job | null>;
  /** As if the worker that has the job had died a lease ago. */
  endLease(key: string, jobId?: string): Promise<void>;
  /** As if the job's last attempt had taken so long. */
  tookSeconds(job: Job, seconds: number): Promise<void>;
  output(key: string): Promise<{ eTag: string; modified: Date; metadata: Record<string, string> } | null>;
  keys(bucket: string): Promise<string[]>;
  /** What the embedded MediaConvert was asked for on behalf of this job. */
  managedJobs(jobId?: string): Promise<{ id: string; status: string }[]>;
  /** Resolves once it has made this one. */
  managedJobMade(id: string): Promise<void>;
  /** What was put back into the queue. */
  letters(): Promise<{ body: string; attributes: Record<string, string> }[]>;
  close(): Promise<void>;
}

/** `onRequest` hears of each request before the services do. */
export async function openBench(onRequest: RequestListener = () => {}): Promise<Bench> {
  const path = mkdtempSync(join(tmpdir(), 'fanreel-pipeline-'));
  const server = createServer((request, response) => {
    onRequest(request, response);
    services.answer(request, response);
  });
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const folder = openDataFolder(path);
  const services = openServices({
    folder,
    endpoint,
    stackName: 'bench',
    world: { all: () => [], assetFolder: () => '', outputs: {} },
    ffmpegBin: findFfmpeg(process.env),
  });
  for (const bucket of [INPUT, OUTPUT]) services.s3.buckets.create(bucket);
  services.sqs.createQueue(QUEUE);
  await ensureTable(services.dynamo, {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      ...new Set([LEDGER_KEY, ...Object.values(INDEXES).flatMap(({ partition, sort }) => [partition, sort])]),
    ].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: LEDGER_KEY, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: Object.entries(INDEXES).map(([name, keys]) => index(name, keys)),
  });
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const clients = makeClients(process.env);
  const notified: News[] = [];
  const statuses = {
    publish: async (news: News) => {
      notified.push(news);
    },
  };
  const environment = environmentOf(services);
  const namingOf = (preset: Preset) => ({
    name: environment.RENDITION,
    presetHash: presetHash(preset),
    kind: preset.kind,
  });
  let workers = 0;
  const worker = (change: WorkerChange = {}): Worker => {
    const { rendition, settings, ports } = makeWorker(environment, clients);
    const preset = change.preset ?? rendition.preset;
    return {
      rendition: { ...rendition, preset, presetHash: presetHash(preset) },
      settings: { ...settings, scratchRoot: folder.sub(`worker-${++workers}`), ...change.settings },
      ports: { ...ports, statuses, ...change.ports },
    };
  };
  const finishPorts = (): FinishPorts => ({
    ledger: worker().ports.ledger,
    webhooks: worker().ports.webhooks,
    sources: worker().ports.sources,
    outputs: s3Outputs(clients.s3),
    statuses,
    meter: clients.meter,
    deadLetters: sqsDeadLetters(clients.sqs),
  });
  return {
    services,
    clients,
    folder: path,
    notified,
    worker,
    finishPorts,
    sweepPorts: () => ({
      ...finishPorts(),
      films: worker().ports.films,
      pieceRequests: worker().ports.pieceRequests,
      daySums: worker().ports.daySums,
      longQueues: sqsLongQueues(clients.sqs),
      requests: snsRequests(clients.sns, TOPIC),
      managed: mediaConvertStatus(clients.mediaConvert),
      records: dynamoJobRecords(clients.dynamo, {
        table: TABLE,
        leaseSeconds: 30,
        jobDays: 1,
        size: { compute: 'function', memoryMb: 3_538, scratchMb: 512, architecture: 'x86_64' },
      }),
    }),
    put: async (key, body, metadata) => {
      await clients.s3.send(
        new PutObjectCommand({ Bucket: INPUT, Key: key, Body: body, Metadata: metadata }),
      );
    },
    job: async (key, preset = PRESET) => {
      const source = await s3Sources(clients.s3).describe(INPUT, key);
      return source && worker().ports.ledger.get(jobIdOf(source, namingOf(preset)));
    },
    endLease: async (sourceKey, jobId) => {
      const source = await s3Sources(clients.s3).describe(INPUT, sourceKey);
      if (!source) throw new Error(`There is no ${sourceKey}.`);
      const key = { jobId: jobId ?? jobIdOf(source, namingOf(PRESET)) };
      const past = (Key: typeof key, UpdateExpression: string) =>
        clients.dynamo.send(
          new UpdateCommand({
            ...{ TableName: TABLE, Key, UpdateExpression },
            ConditionExpression: 'attribute_exists(jobId)',
            ExpressionAttributeValues: { ':past': Date.now() - 1 },
          }),
        );
      await past(key, 'SET beatBy = :past');
      await past(beatKey(key), 'SET leaseUntil = :past').catch(() => {}); // it may not have beaten yet
    },
    tookSeconds: async ({ jobId, attempts }, seconds) => {
      await clients.dynamo.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: { jobId },
          UpdateExpression: `SET attempts[${attempts.length - 1}].seconds = :seconds`,
          ExpressionAttributeValues: { ':seconds': seconds },
        }),
      );
    },
    output: async key => {
      const head = await clients.s3
        .send(new HeadObjectCommand({ Bucket: OUTPUT, Key: key }))
        .catch(() => null);
      if (!head?.LastModified) return null;
      return { eTag: head.ETag ?? '', modified: head.LastModified, metadata: head.Metadata ?? {} };
    },
    keys: async bucket => {
      const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return Contents.map(({ Key = '' }) => Key);
    },
    managedJobs: jobId => managedJobs(clients, jobId),
    managedJobMade: async id => {
      for (;;) {
        const job = (await managedJobs(clients)).find(one => one.id === id);
        if (job?.status === 'COMPLETE') return;
        if (!job || job.status === 'ERROR') throw new Error(`MediaConvert job ${id}: ${job?.status}`);
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    letters: async () => {
      const messages = await services.sqs.receive({ queue: QUEUE, max: 10, waitSeconds: 0 });
      return messages.map(({ body, attributes }) => ({
        body,
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
        ),
      }));
    },
    close: async () => {
      const { meter: _, ...sdk } = clients;
      for (const client of Object.values(sdk)) client.destroy();
      // First, so that nobody asks a closed ledger.
      await new Promise(done => server.close(done).closeAllConnections());
      await services.close();
      folder.close();
      vi.unstubAllEnvs();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

async function managedJobs({ mediaConvert }: Clients, jobId?: string) {
  const { Jobs = [] } = await mediaConvert.send(new ListJobsCommand({}));
  return Jobs.filter(({ UserMetadata }) => jobId === undefined || UserMetadata?.jobId === jobId).map(
    ({ Id = '', Status = '' }) => ({ id: Id, status: Status }),
  );
}

function environmentOf({ sqs }: LocalServices): Environment<'transcode'> {
  return {
    LEDGER_TABLE: TABLE,
    NOTICES_QUEUE_URL: sqs.url(QUEUE),
    JOB_DAYS: 1,
    LEASE_SECONDS: 30,
    RETRY_SECONDS: 1,
    QUEUE_URL: sqs.url(QUEUE),
    RENDITION: '144p',
    PRESET,
    FUNCTION_MEMORY_MB: 3538,
    FUNCTION_TIMEOUT_SECONDS: 900,
    FUNCTION_SCRATCH_MB: 10_240,
    FUNCTION_ARCHITECTURE: 'x86_64',
    MEDIACONVERT_ENABLED: true,
    MEDIACONVERT_ABOVE_SECONDS: 600,
    SEGMENT_WORKERS: 0,
    MEDIACONVERT_ROLE_ARN: 'arn:aws:iam::000000000000:role/mediaconvert',
    MEDIACONVERT_QUEUE_ARN: 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default',
    PROGRESS_SECONDS: 1,
    PROGRESS_NEWS_PERCENT: 25,
    STALL_SECONDS: 120,
    ON_INCOMPLETE: 'make',
    WISHES: { renditions: ['144p', '720p', '1080p'], sidecars: true, rules: [], onWrong: 'make' },
    MAX_RECEIVE_COUNT: 5,
    INPUT_BUCKET: INPUT,
    OUTPUT_BUCKET: OUTPUT,
    FFMPEG_BIN: process.env.FFMPEG_BIN,
  };
}

function index(
  IndexName: string,
  { partition, sort }: { partition: string; sort: string },
): GlobalSecondaryIndex {
  return {
    IndexName,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  };
}

/** One receive of a request for this key. */
export function received(
  key: string,
  more: Partial<QueueMessage> & { id?: string; force?: boolean } = {},
): QueueMessage {
  const { id = 'm1', force = false, ...rest } = more;
  const body = writeRequest({ source: { bucket: INPUT, key }, force });
  return {
    message: { id, body, attributes: {} },
    receiveCount: 1,
    remainingMs: () => 900_000,
    keepHidden: async () => {},
    ...rest,
  };
}

/** What MediaConvert tells of a job of this attempt. */
export function managedEvent(job: Job, more: Partial<ManagedEvent> = {}): ManagedEvent {
  const last = job.attempts.at(-1);
  return {
    status: 'COMPLETE',
    jobId: last?.managedJobId ?? 'unknown',
    userMetadata: {
      fanreel: 'fanreel.job/1',
      jobId: job.jobId,
      attempt: last?.managedAttempt ?? job.attempts.length,
    },
    ...more,
  };
}
