import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListJobsCommand, MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Guard } from '../../emulator/index.ts';
import { openDataFolder } from '../../local/machine/dataFolder.ts';
import { type LocalServices, openServices } from '../../local/start/openServices.ts';

/** All of the local port's services, without a stack: what the tests need is made by hand. */
export class LocalPort {
  readonly endpoint: string;
  readonly services: LocalServices;
  readonly s3: S3Client;
  readonly #server: Server;
  readonly #sqs: SQSClient;
  readonly #mediaConvert: MediaConvertClient;
  readonly #close: () => Promise<void>;

  private constructor(server: Server, endpoint: string, guard: Guard | undefined) {
    const dir = mkdtempSync(join(tmpdir(), 'fanreel-port-'));
    const folder = openDataFolder(dir);
    const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    this.endpoint = endpoint;
    this.services = openServices({
      ...{ folder, endpoint, stackName: 'fanreel', ffmpegBin: 'ffmpeg', ...(guard && { guard }) },
      world: { all: () => [], assetFolder: () => '', outputs: { Told: 'secret-output' } },
    });
    server.on('request', this.services.answer as RequestListener);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
    this.#server = server;
    this.#sqs = new SQSClient(config);
    this.#mediaConvert = new MediaConvertClient(config);
    this.#close = async () => {
      await this.services.close();
      folder.close();
      rmSync(dir, { recursive: true, force: true });
    };
  }

  static async open(guard?: Guard): Promise<LocalPort> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    return new LocalPort(server, `http://127.0.0.1:${port}`, guard);
  }

  get port(): string {
    return new URL(this.endpoint).port;
  }

  queueUrl(name: string): string {
    return `${this.endpoint}/000000000000/${name}`;
  }

  async send(queue: string, MessageBody: string): Promise<void> {
    await this.#sqs.send(new SendMessageCommand({ QueueUrl: this.queueUrl(queue), MessageBody }));
  }

  async messages(queue: string): Promise<number> {
    const { Attributes } = await this.#sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.queueUrl(queue),
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages);
  }

  async jobs(): Promise<number> {
    return (await this.#mediaConvert.send(new ListJobsCommand({}))).Jobs?.length ?? 0;
  }

  async makeTable(TableName: string): Promise<void> {
    const client: DynamoDBClient = this.services.dynamo;
    await client.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  }

  async keys(bucket: string): Promise<string[]> {
    return this.services.s3.list(bucket).entries.map(({ name }) => name);
  }

  async put(bucket: string, key: string, content: Uint8Array, contentType: string): Promise<void> {
    const body = (async function* () {
      yield content;
    })();
    await this.services.s3.put(bucket, key, body, { headers: { 'content-type': contentType } });
  }

  async close(): Promise<void> {
    for (const client of [this.s3, this.#sqs, this.#mediaConvert]) client.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#close();
  }
}

/** A site of its own that answers everything with one empty page. */
export async function openSite(): Promise<{ port: number; close(): void }> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<!doctype html><title>site</title>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => server.close().closeAllConnections(),
  };
}
