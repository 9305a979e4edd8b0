import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { s3Handler } from '../../../emulator/s3/s3Handler.ts';
import type { ObjectEvent } from '../../../emulator/s3/store/objectEvent.ts';
import { S3Store } from '../../../emulator/s3/store/s3Store.ts';

export const CREDENTIALS = { accessKeyId: 'any', secretAccessKey: 'any' };

export interface RunningS3 {
  store: S3Store;
  client: S3Client;
  endpoint: string;
  dir: string;
  /** Everything that was told of new objects, in order. */
  events: ObjectEvent[];
}

/** A server on a free port with the bucket `videos`, in a folder of its own; gone when the test ends. */
export async function startS3(dir = temporaryFolder()): Promise<RunningS3> {
  const store = new S3Store(dir);
  const events: ObjectEvent[] = [];
  store.onChange = event => void events.push(event);
  await store.replayEvents();
  store.buckets.create('videos');
  const server = createServer(s3Handler(store));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: CREDENTIALS,
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
    store.close();
  });
  return { store, client, endpoint, dir, events };
}

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'fanreel-s3-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
