import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LogGroup } from '../../../emulator/logs/logGroup.ts';
import { logsHandler } from '../../../emulator/logs/logsHandler.ts';

const line = (second: number, message: string) =>
  `${JSON.stringify({ level: 'INFO', message, timestamp: `2026-01-02T03:04:0${second}.000Z` })}\n`;

const folder = mkdtempSync(join(tmpdir(), 'fanreel-logs-'));
let server: Server;
let client: CloudWatchLogsClient;

beforeAll(async () => {
  writeFileSync(join(folder, 'f.1.log'), line(1, 'job-a begins'));
  writeFileSync(join(folder, 'f.log'), `${line(2, 'job-b begins')}  at job-b\n${line(3, 'job-a ends')}`);
  writeFileSync(join(folder, 'long.log'), line(1, 'more than is read at once').repeat(40_000));
  const groupOf = (name: string) => new LogGroup(join(folder, `${name}.log`));
  const handler = logsHandler(new Map(Object.entries({ group: groupOf('f'), long: groupOf('long') })));
  server = createServer(async (request, response) => handler(request, response, await buffer(request)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  client = new CloudWatchLogsClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterAll(() => {
  client.destroy();
  server.close();
  rmSync(folder, { recursive: true });
});

function filter(input: Partial<FilterLogEventsCommandInput>) {
  return client.send(new FilterLogEventsCommand({ logGroupName: 'group', ...input }));
}

it('finds the lines with a term, those of the file before too, the oldest first', async () => {
  const { events = [], nextToken } = await filter({ filterPattern: '"job-a"' });
  expect(events.map(({ message }) => JSON.parse(message ?? '').message)).toEqual([
    'job-a begins',
    'job-a ends',
  ]);
  expect(nextToken).toBe(undefined);
});

it('gives a line that tells no time that of the line before, and leaves out what was sooner', async () => {
  const startTime = Date.parse('2026-01-02T03:04:02.000Z');
  const { events = [] } = await filter({ filterPattern: '"job-b"', startTime });
  expect(events.map(({ timestamp }) => timestamp)).toEqual([startTime, startTime]);
  expect((await filter({ startTime: startTime + 5_000 })).events).toEqual([]);
});

it('tells page by page', async () => {
  const first = await filter({ limit: 3 });
  const second = await filter({ limit: 3, nextToken: first.nextToken });
  expect([first.events?.length, second.events?.length, second.nextToken]).toEqual([3, 1, undefined]);
});

it('leaves no file open, whether all of it was read or not, and has no lines of one that is not there', async () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  for (let count = 0; count < 20; count += 1) await filter({ logGroupName: 'long', limit: 1 });
  expect(open()).toBeLessThan(before + 10);
  const { done } = await new LogGroup(join(folder, 'none.log')).events().next();
  expect(done).toBe(true);
});

it('refuses what it does not know', async () => {
  await expect(filter({ logGroupName: 'other' })).rejects.toThrow('does not exist');
  await expect(filter({ filterPattern: '{ $.a = 1 }' })).rejects.toThrow('not one of those');
});
