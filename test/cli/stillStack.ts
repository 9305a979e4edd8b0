import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { writeDeployment } from '../../contract/deployment.ts';
import { jobIdOf } from '../../contract/job.ts';
import { INDEXES, LEDGER_KEY } from '../../contract/ledgerTable.ts';
import { readStatus, type Status } from '../../contract/messages/status.ts';
import { ensureTable } from '../../emulator/index.ts';
import { openDataFolder } from '../../local/machine/dataFolder.ts';
import { listen } from '../../local/machine/listen.ts';
import { openServices } from '../../local/start/openServices.ts';
import { type CliResult, runCli } from './runCli.ts';
import { runOnTerminal, type Seen, type TerminalOptions } from './runOnTerminal.ts';

const INPUT = 'fanreel-input';
const TABLE = 'fanreel-jobs';
const RENDITIONS = ['720p', '1080p'];
const HASH = '0123456789ab';
const NOTICES = 'fanreel-notices';

type Item = Record<string, unknown>;

/** A whole stack over the wire but for its functions, so that nothing moves while a command is watched. */
export interface StillStack {
  endpoint: string;
  services: ReturnType<typeof openServices>;
  /** What was to be told on the status topic. */
  told: Status[];
  /** The body stands for the version of the object. */
  put(key: string, metadata?: Record<string, string>): Promise<string>;
  /** Puts a job of the object's present version into the ledger. */
  job(key: string, rendition: string, more: Item): Promise<string>;
  item(jobId: string): Promise<Item | undefined>;
  run(...args: string[]): Promise<CliResult>;
  seen(args: string[], options?: TerminalOptions): Promise<Seen>;
  close(): Promise<void>;
}

export async function openStillStack(): Promise<StillStack> {
  const path = mkdtempSync(join(tmpdir(), 'fanreel-still-'));
  const outputs: Record<string, string> = {};
  const server = createServer((request, response) => services.answer(request, response));
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const folder = openDataFolder(path);
  const world = { all: () => [], assetFolder: () => '', outputs };
  const services = openServices({ folder, endpoint, stackName: 'fanreel', world, ffmpegBin: 'ffmpeg' });
  const statusTopicArn = services.sns.createTopic('fanreel-status');
  Object.assign(outputs, outputsOf(services, statusTopicArn));
  const told: Status[] = [];
  services.sqs.on('sent', ({ queue, body }) => {
    const status = queue === NOTICES ? readStatus(body) : null;
    if (status) told.push(status);
  });
  await makeTable(services);
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const versions = new Map<string, string>();
  return {
    ...{ endpoint, services, told },
    put: async (Key, Metadata) => {
      const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket: INPUT, Key, Body: Key, Metadata }));
      const version = ETag.replaceAll('"', '');
      versions.set(Key, version);
      return version;
    },
    job: async (key, rendition, more) => {
      const source = { bucket: INPUT, key, version: versions.get(key) ?? 'gone' };
      const jobId = jobIdOf(source, { name: rendition, presetHash: HASH, kind: 'video' });
      const at = new Date().toISOString();
      const Item = {
        ...{ jobId, sourceId: `${INPUT}/${key}`, source: { ...source, sizeBytes: key.length }, rendition },
        ...{ presetHash: HASH, attempts: [], message: { id: `m-${jobId}` }, queueUrl: '', outputBucket: '' },
        ...{ createdAt: at, day: at.slice(0, 10), updatedAt: at, ...more },
      };
      await dynamo.send(new PutCommand({ TableName: TABLE, Item }));
      return jobId;
    },
    item: async jobId => (await dynamo.send(new GetCommand({ TableName: TABLE, Key: { jobId } }))).Item,
    run: (...args) => runCli(args, { AWS_ENDPOINT_URL: endpoint }),
    seen: (args, options) => runOnTerminal(args, { ...options, env: { AWS_ENDPOINT_URL: endpoint } }),
    close: async () => {
      s3.destroy();
      dynamo.destroy();
      await new Promise(done => server.close(done).closeAllConnections());
      await services.close();
      folder.close();
      rmSync(path, { recursive: true });
    },
  };
}

function outputsOf({ s3, sqs, sns }: StillStack['services'], statusTopicArn: string) {
  const buckets = [INPUT, ...RENDITIONS.map(name => `fanreel-${name}`)];
  for (const bucket of buckets) s3.buckets.create(bucket);
  const queue = (name: string) => {
    sqs.createQueue(name);
    return sqs.url(name);
  };
  return writeDeployment({
    inputBucket: INPUT,
    uploadsTopicArn: sns.createTopic('fanreel-uploads'),
    statusTopicArn,
    ledgerTable: TABLE,
    reconcileQueueUrl: queue('fanreel-reconcile'),
    noticesQueueUrl: queue(NOTICES),
    renditions: RENDITIONS.map(name => ({
      name,
      queueUrl: queue(`fanreel-${name}`),
      dlqUrl: queue(`fanreel-${name}-dlq`),
      dlqArn: `arn:aws:sqs:us-east-1:000000000000:fanreel-${name}-dlq`,
      subscriptionDlqUrl: queue(`fanreel-${name}-subscription-dlq`),
      bucket: `fanreel-${name}`,
      function: `fanreel-${name}`,
      logGroup: `fanreel-${name}-logs`,
      presetHash: HASH,
    })),
  });
}

async function makeTable({ dynamo }: StillStack['services']): Promise<void> {
  const keys = Object.values(INDEXES).flatMap(({ partition, sort }) => [partition, sort]);
  await ensureTable(dynamo, {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...new Set([LEDGER_KEY, ...keys])].map(AttributeName => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: LEDGER_KEY, KeyType: 'HASH' }],
    GlobalSecondaryIndexes: Object.entries(INDEXES).map(([IndexName, { partition, sort }]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    })),
  });
}
