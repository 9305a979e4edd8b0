import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { openEmulator } from '../../../../emulator/index.ts';
import { listen } from '../../../../local/machine/listen.ts';

/** S3 over the wire, with one bucket; what is asked of it is counted. */
export async function emulateS3(bucket: string) {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-s3-'));
  const server = createServer();
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const emulator = openEmulator(folder, endpoint);
  const stack = { name: 'none', outputs: {}, createdAt: new Date() };
  const asked: string[] = [];
  const answer = emulator.answer({ stack, guard: () => null, rest: [] });
  server.on('request', (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  emulator.s3.buckets.create(bucket);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  return {
    client,
    asked,
    put: (key: string, body = key) => emulator.s3.put(bucket, key, bytesOf(body)),
    close: async () => {
      client.destroy();
      await emulator.close();
      server.closeAllConnections();
      await new Promise(done => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
