import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { SqsStore } from '../../../../emulator/sqs/sqsStore.ts';
import { databasePath, openStore } from '../openStore.ts';

const QUEUE = 'work';
let now = 1_000_000;

function open(path = databasePath()): SqsStore {
  const store = openStore(path, undefined, () => now);
  if (!store.hasQueue(QUEUE)) store.createQueue(QUEUE, { VisibilityTimeout: 600 });
  return store;
}

async function bodies(store: SqsStore, max = 1): Promise<string[]> {
  const received = await store.receive({ queue: QUEUE, max, waitSeconds: 0 });
  return received.map(({ body }) => body);
}

/** One consumer takes the next message, and is done with it after so long. */
async function work(store: SqsStore, seconds: number): Promise<string> {
  const [message] = await store.receive({ queue: QUEUE, waitSeconds: 0 });
  now += seconds * 1_000;
  if (message) store.delete({ queue: QUEUE, receiptHandle: message.receiptHandle });
  return message?.body ?? '';
}

function send(store: SqsStore, body: string, groupId?: string): void {
  store.send({ queue: QUEUE, body, groupId });
  now += 1;
}

it('without groups the oldest message comes first', async () => {
  const store = open();
  for (const body of ['a', 'b', 'c']) send(store, body);
  await work(store, 50);
  expect(await bodies(store, 10)).toEqual(['b', 'c']);
});

it('a message without a group does not wait behind the many of a group that has had the consumers', async () => {
  const store = open();
  for (let piece = 1; piece <= 20; piece += 1) send(store, `piece ${piece}`, 'film');
  expect(await work(store, 10)).toBe('piece 1');
  send(store, 'upload');
  expect(await work(store, 10)).toBe('upload');
  expect(await work(store, 10)).toBe('piece 2');
});

it('while a group has the consumers, the messages of another come first', async () => {
  const store = open();
  for (let piece = 1; piece <= 5; piece += 1) send(store, `film ${piece}`, 'film');
  expect(await bodies(store, 2)).toEqual(['film 1', 'film 2']);
  now += 5_000;
  for (let piece = 1; piece <= 2; piece += 1) send(store, `other ${piece}`, 'other');
  expect(await bodies(store, 10)).toEqual(['other 1', 'other 2', 'film 3', 'film 4', 'film 5']);
});

it('a group that has been left alone for five minutes is as good as any', async () => {
  const store = open();
  for (let piece = 1; piece <= 3; piece += 1) send(store, `film ${piece}`, 'film');
  await work(store, 10);
  now += 300_000;
  send(store, 'upload');
  expect(await bodies(store, 10)).toEqual(['film 2', 'film 3', 'upload']);
});

it('nothing is held back where a noisy group is all there is, and nothing comes twice', async () => {
  const store = open();
  for (let piece = 1; piece <= 12; piece += 1) send(store, `${piece}`, piece % 2 ? 'odd' : 'even');
  const taken: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) taken.push(await work(store, 1));
  expect(taken.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  expect(await bodies(store)).toEqual([]);
});

it('a reopened store knows a message’s group', async () => {
  const path = databasePath();
  const store = open(path);
  send(store, 'piece', 'film');
  store.close();
  const again = open(path);
  const [message] = await again.receive({ queue: QUEUE, waitSeconds: 0 });
  expect(message?.groupId).toBe('film');
});

it('a file of before there were groups is read as it is', async () => {
  const path = databasePath();
  const store = open(path);
  send(store, 'old');
  store.close();
  const db = new DatabaseSync(path);
  db.exec('DROP INDEX messages_by_group; ALTER TABLE messages DROP COLUMN group_id');
  db.close();
  const again = open(path);
  send(again, 'new', 'film');
  expect(await bodies(again, 10)).toEqual(['old', 'new']);
});

it.each(['', 'a b', 'ü', 'x'.repeat(129)])('%o is no group id', groupId => {
  const store = open();
  expect(() => store.send({ queue: QUEUE, body: 'x', groupId })).toThrow(/MessageGroupId/);
});
