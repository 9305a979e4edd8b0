import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { snsHandler } from '../../../emulator/sns/snsHandler.ts';
import { SnsStore } from '../../../emulator/sns/snsStore.ts';
import { sqsHandler } from '../../../emulator/sqs/sqsHandler.ts';
import type { SqsStore } from '../../../emulator/sqs/sqsStore.ts';
import { stsHandler } from '../../../emulator/sts/stsHandler.ts';
import { databasePath, openStore } from './openStore.ts';

/** A server on a free port that speaks SQS, SNS and STS, told apart by the service that requests are signed for. */
export async function serve(): Promise<{
  endpoint: string;
  sqs: SqsStore;
  sns: SnsStore;
  client: ClientConfig;
}> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const sqs = openStore(databasePath(), () => endpoint);
  const sns = new SnsStore(sqs);
  const handlers = { sqs: sqsHandler(sqs), sns: snsHandler(sns), sts: stsHandler() };
  server.on('request', async (req: IncomingMessage, res: ServerResponse) => {
    const service = /\/(sns|sts)\/aws4_request/.exec(req.headers.authorization ?? '')?.[1] ?? 'sqs';
    await handlers[service as keyof typeof handlers](req, res, await buffer(req));
  });
  return { endpoint, sqs, sns, client: { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 } };
}

interface ClientConfig {
  endpoint: string;
  region: string;
  credentials: typeof credentials;
  maxAttempts: number;
}

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
