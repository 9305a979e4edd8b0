import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type DeployedRendition, type Deployment, writeDeployment } from '../../contract/deployment.ts';
import { type JobItem, jobIdOf } from '../../contract/job.ts';
import { finalKey } from '../../contract/keys/finalKey.ts';
import { INDEXES, indexedBy, LEDGER_KEY } from '../../contract/ledgerTable.ts';
import { RENDITION_ATTRIBUTE } from '../../contract/messages/request.ts';
import { writeOutputMetadata } from '../../contract/outputMetadata.ts';
import { arn, type Emulator, ensureTable, openEmulator } from '../../emulator/index.ts';
import { listen } from '../../local/machine/listen.ts';

/** A stack of 720p, 1080p and images whose functions never run: what a command finds there a test has put there. */
export interface EmulatedAws {
  endpoint: string;
  emulator: Emulator;
  /** Uploads a source; its version. */
  upload(key: string, body?: string): Promise<string>;
  /** An output of it, and its job's item, as a function would leave them. */
  made(key: string, rendition: string, options?: MadeOptions): Promise<JobItem>;
  putItem(item: object): Promise<void>;
  /** The ledger's items. */
  items(): Promise<Record<string, unknown>[]>;
  keys(bucket: string): string[];
  close(): Promise<void>;
}

export interface MadeOptions {
  /** @default today's */
  presetHash?: string;
  /** @default the source's */
  version?: string;
  usd?: number;
  /** Only the object: the item has expired. */
  forgotten?: boolean;
  /** Put into the item over what it has. */
  more?: Partial<JobItem>;
}

export const INPUT = 'fanreel-input';
/** Of `clips`: the rendition, and where its cameras record. */
export const CUTS = 'cuts';
export const RECORDINGS = 'fanreel-recordings';
const TABLE = 'fanreel-jobs';

/** Its preset's, as it is deployed. */
export const hashOf = (rendition: string) => `hash-of-${rendition}`;

const CONTAINERS: Record<string, string | null> = { '720p': 'mp4', '1080p': 'mp4', thumbnails: null };

/** With `clips`, one more rendition: clips of cameras that record into a bucket. */
export async function emulateAws({ clips = false } = {}): Promise<EmulatedAws> {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-emulated-'));
  const server = createServer();
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const emulator = openEmulator(folder, endpoint);
  const deployment = deploymentAt(endpoint, clips);
  const stack = { name: 'fanreel', outputs: writeDeployment(deployment), createdAt: new Date() };
  server.on('request', emulator.answer({ stack, guard: () => null, rest: [] }));
  await provision(emulator, deployment);
  const dynamo = DynamoDBDocumentClient.from(emulator.dynamo, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const putItem = async (Item: object) =>
    void (await dynamo.send(new PutCommand({ TableName: TABLE, Item })));
  return {
    ...{ endpoint, emulator, putItem },
    upload: async (key, body = `bytes of ${key}`) => (await emulator.s3.put(INPUT, key, bytesOf(body))).eTag,
    made: async (key, rendition, options) => {
      const item = await make(emulator, key, rendition, options);
      if (!options?.forgotten) await putItem(item);
      return item;
    },
    items: async () => (await dynamo.send(new ScanCommand({ TableName: TABLE }))).Items ?? [],
    keys: bucket => emulator.s3.list(bucket).entries.map(({ name }) => name),
    close: async () => {
      await emulator.close();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}

function deploymentAt(endpoint: string, clips: boolean): Deployment {
  const queue = (name: string) => `${endpoint}/000000000000/fanreel-${name}`;
  const rendition = ([name, container]: [string, string | null]): DeployedRendition => ({
    name,
    queueUrl: queue(name),
    dlqUrl: queue(`${name}-dlq`),
    dlqArn: arn('sqs', `fanreel-${name}-dlq`),
    subscriptionDlqUrl: queue(`${name}-subscription-dlq`),
    bucket: `fanreel-${name}`,
    function: `fanreel-${name}`,
    presetHash: hashOf(name),
    container,
  });
  return {
    inputBucket: INPUT,
    uploadsTopicArn: arn('sns', 'fanreel-uploads'),
    statusTopicArn: arn('sns', 'fanreel-status'),
    ledgerTable: TABLE,
    reconcileQueueUrl: queue('reconcile'),
    ...(clips && { recordingsBucket: RECORDINGS }),
    renditions: [
      ...Object.entries(CONTAINERS).map(rendition),
      ...(clips ? [cuts(rendition([CUTS, null]))] : []),
    ],
  };
}

function cuts(rendition: DeployedRendition): DeployedRendition {
  const template = "{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4";
  const recordings = { by: 'key' as const, bucket: RECORDINGS, templates: [template], longestSeconds: 60 };
  return { ...rendition, kind: 'clip', recordings };
}

async function provision({ s3, sqs, sns, dynamo }: Emulator, { renditions }: Deployment): Promise<void> {
  s3.buckets.create(INPUT);
  s3.buckets.create(RECORDINGS);
  const topicArn = sns.createTopic('fanreel-uploads');
  sqs.createQueue('fanreel-reconcile');
  for (const { name, bucket } of renditions) {
    s3.buckets.create(bucket);
    for (const end of ['', '-dlq', '-subscription-dlq']) sqs.createQueue(`fanreel-${name}${end}`);
    const named = name === CUTS ? [name] : [name, { exists: false }];
    const filterPolicy = { [RENDITION_ATTRIBUTE]: named };
    sns.subscribe({ topicArn, queueArn: arn('sqs', `fanreel-${name}`), raw: true, filterPolicy });
  }
  const indexes = Object.entries(INDEXES).map(([IndexName, { partition, sort }]) => ({
    IndexName,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' as const },
      { AttributeName: sort, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  }));
  const attributes = new Set([
    LEDGER_KEY,
    ...Object.values(INDEXES).flatMap(({ partition, sort }) => [partition, sort]),
  ]);
  await ensureTable(dynamo, {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map(name => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: LEDGER_KEY, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: indexes,
  });
}

async function make(
  { s3 }: Emulator,
  key: string,
  rendition: string,
  { presetHash = hashOf(rendition), version, usd = 0.001, more = {} }: MadeOptions = {},
): Promise<JobItem> {
  const now = new Date().toISOString();
  const source = { bucket: INPUT, key, version: version ?? s3.head(INPUT, key).eTag, sizeBytes: 10 };
  const facts = { sizeBytes: 5, durationSeconds: 60, width: 2, height: 2 };
  const bucket = `fanreel-${rendition}`;
  const outputKey = finalKey(CONTAINERS[rendition] ?? null, key);
  const jobId = jobIdOf(source, { name: rendition, presetHash, kind: 'video' });
  const metadata = writeOutputMetadata({
    ...{ jobId, attempt: 1, begunAt: now, facts },
    sourceVersion: source.version,
  });
  const headers = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  const stored = await s3.put(bucket, outputKey, bytesOf(`${jobId} ${rendition}`), {
    headers: Object.fromEntries(headers),
  });
  return {
    ...{ jobId, source, rendition, presetHash, createdAt: now, updatedAt: now },
    ...indexedBy(source, now),
    state: 'complete',
    attempts: [
      {
        ...{ number: 1, messageId: 'm1', startedAt: now, endedAt: now },
        ...{ outcome: 'complete', usd, engine: 'ffmpeg', seconds: 1 },
      },
    ],
    output: { ...facts, bucket, key: outputKey, eTag: `"${stored.eTag}"` },
    message: { id: 'm1' },
    queueUrl: '',
    outputBucket: bucket,
    expiresAt: Math.floor(Date.now() / 1_000) + 86_400,
    ...more,
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
