import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqsStore } from '../../../emulator/sqs/sqsStore.ts';

/** A path for a database that is gone after the test. */
export function databasePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fanreel-sqs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'queues.db');
}

/** A store that is closed after the test. */
export function openStore(
  path = databasePath(),
  endpoint = () => 'http://127.0.0.1:4566',
  now = () => Date.now(),
): SqsStore {
  const store = new SqsStore(path, { endpoint, now });
  let open = true;
  const close = store.close.bind(store);
  store.close = () => {
    if (open) close();
    open = false;
  };
  onTestFinished(() => store.close());
  return store;
}

/** Attributes for a queue with this DLQ. */
export function redriveTo(dlq: string, maxReceiveCount: number): { RedrivePolicy: object } {
  return {
    RedrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${dlq}`, maxReceiveCount },
  };
}
