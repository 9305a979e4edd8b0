import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { databasePath, openStore, redriveTo } from './openStore.ts';

test('queues, messages, receives, deadlines and dead letters are there after the file is opened again', async () => {
  const path = databasePath();
  const before = openStore(path);
  before.createQueue('dlq');
  before.createQueue('q', { VisibilityTimeout: 900, ...redriveTo('dlq', 1) });
  before.send({ queue: 'q', body: 'dead' });
  await before.receive({ queue: 'q', visibilityTimeout: 0 });
  before.send({ queue: 'q', body: 'in flight' });
  const [held] = await before.receive({ queue: 'q' });
  before.send({ queue: 'q', body: 'delayed', delaySeconds: 900 });
  before.close();

  const after = openStore(path);
  expect(after.attributes('q').RedrivePolicy).toContain('"maxReceiveCount":1');
  expect(after.counts('q')).toEqual({ visible: 0, inFlight: 1, delayed: 1 });
  expect(await after.receive({ queue: 'dlq' })).toMatchObject([
    { body: 'dead', deadLetterSourceArn: after.arn('q') },
  ]);
  after.delete({ queue: 'q', receiptHandle: held?.receiptHandle ?? '' });
  expect(after.counts('q').inFlight).toBe(0);
});

test('every send that was answered survives a killed process', async () => {
  const path = databasePath();
  const child = spawn(process.execPath, [`${import.meta.dirname}/sendForever.ts`, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answered: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    answered.push(id);
    if (answered.length === 50) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');

  const store = openStore(path);
  const found = new Set<string>();
  for (;;) {
    const messages = await store.receive({ queue: 'q', max: 10 });
    if (messages.length === 0) break;
    for (const { messageId } of messages) found.add(messageId);
  }
  expect(answered.filter(id => !found.has(id))).toEqual([]);
});

test('a file with another layout is refused with a sentence', () => {
  const path = databasePath();
  const db = new DatabaseSync(path);
  db.exec('PRAGMA user_version = 99');
  db.close();
  expect(() => openStore(path)).toThrow(/has layout 99 and this version knows 1/);
});
