import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { listen } from '../../../local/machine/listen.ts';
import { startFlags } from '../../support/startFlags.ts';
import type { RuntimeLine, RuntimeOptions } from './runtime.ts';

/** The clients with which the suite uploads and looks: past the proxy, straight to the runtime. */
export interface FaultStack {
  endpoint: string;
  port: number;
  s3: S3Client;
  sqs: SQSClient;
  sns: SNSClient;
  dynamo: DynamoDBDocumentClient;
  mediaConvert: MediaConvertClient;
  /** Of the runtime's process. */
  pid(): number;
  start(options: Omit<RuntimeOptions, 'port'>): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

const STARTS_WITHIN_MS = 60_000;

export async function openFaultStack(onFault: (fault: string) => void): Promise<FaultStack> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 20, // the runtime is away for seconds at a time
    retryMode: 'standard' as const,
  };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const clients = {
    s3,
    sqs: new SQSClient(config),
    sns: new SNSClient(config),
    dynamo: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    mediaConvert: new MediaConvertClient(config),
  };
  let child: ChildProcess | undefined;

  async function start(options: Omit<RuntimeOptions, 'port'>): Promise<void> {
    const started = spawn(
      process.execPath,
      [
        ...['--no-warnings', ...startFlags()],
        ...[join(import.meta.dirname, 'runtime.ts'), JSON.stringify({ ...options, port })],
      ],
      // It ends with its standard input, however this process ends.
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    child = started;
    let stderr = '';
    started.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000);
    });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`The runtime did not start: ${stderr}`)),
        STARTS_WITHIN_MS,
      );
      started.once('exit', code => reject(new Error(`The runtime ended (${code}): ${stderr}`)));
      createInterface(started.stdout as NodeJS.ReadableStream).on('line', line => {
        const said = JSON.parse(line) as RuntimeLine;
        if ('fault' in said) return onFault(said.fault);
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise(resolve => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  }

  return {
    ...clients,
    endpoint,
    port,
    pid: () => child?.pid ?? 0,
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
    close: async () => {
      await end('SIGKILL');
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise(done => server.close(done));
  return port;
}
