import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventsHandler } from '../../../emulator/events/eventsHandler.ts';
import { EventsStore } from '../../../emulator/events/eventsStore.ts';
import { SqsStore } from '../../../emulator/sqs/sqsStore.ts';
import { listen } from '../../../local/machine/listen.ts';

let folder: string;
let server: Server;
let sqs: SqsStore;
let store: EventsStore;
let client: EventBridgeClient;

const openStore = () => new EventsStore(join(folder, 'events.json'), sqs);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-bus-'));
  sqs = new SqsStore(join(folder, 'sqs.sqlite'), { endpoint: () => 'http://127.0.0.1' });
  sqs.createQueue('mine');
  store = openStore();
  const answer = eventsHandler(store);
  server = createServer(async (request, response) => answer(request, response, await buffer(request)));
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  client = new EventBridgeClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise(done => server.close(done));
  sqs.close();
  rmSync(folder, { recursive: true });
});

async function makeRule(pattern: object, more: { State?: 'DISABLED' } = {}): Promise<void> {
  await client.send(new PutRuleCommand({ Name: 'r', EventPattern: JSON.stringify(pattern), ...more }));
  await client.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: 't', Arn: sqs.arn('mine') }] }));
}

const put = (detail: object, source = 'shop') =>
  client.send(
    new PutEventsCommand({
      Entries: [{ Source: source, DetailType: 'sold', Detail: JSON.stringify(detail) }],
    }),
  );

async function received(): Promise<unknown[]> {
  const messages = await sqs.receive({ queue: 'mine', waitSeconds: 0, max: 10 });
  return messages.map(({ body }) => JSON.parse(body));
}

it('hands an event that a rule matches to its queue, as it is, and no other', async () => {
  await makeRule({ source: ['shop'], detail: { state: ['complete'] } });
  expect(await put({ state: 'complete' })).toMatchObject({ FailedEntryCount: 0, Entries: [{}] });
  await put({ state: 'failed' });
  await put({ state: 'complete' }, 'other');
  expect(await received()).toMatchObject([
    {
      version: '0',
      source: 'shop',
      'detail-type': 'sold',
      region: 'us-east-1',
      detail: { state: 'complete' },
    },
  ]);
});

it('tells of each entry whether it was taken', async () => {
  await makeRule({ source: ['shop'] });
  const entry = { Source: 'shop', DetailType: 'sold', Detail: '{}' };
  const answer = await client.send(
    new PutEventsCommand({ Entries: [{ ...entry, Detail: '{' }, { ...entry, Source: undefined }, entry] }),
  );
  expect(answer.FailedEntryCount).toBe(2);
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    'MalformedDetail',
    'InvalidArgument',
    undefined,
  ]);
  expect(await received()).toHaveLength(1);
});

it('keeps rules that were made, and not those of a stack', async () => {
  await makeRule({ source: ['shop'] });
  store.deploy([{ name: 'of-the-stack', pattern: { source: ['x'] }, isEnabled: true, targets: [] }]);
  const { Rules = [] } = await client.send(new ListRulesCommand({}));
  expect(Rules.map(({ Name }) => Name)).toEqual(['of-the-stack', 'r']);
  expect(
    openStore()
      .list()
      .map(({ name }) => name),
  ).toEqual(['r']);
});

it('delivers nothing by a rule that is disabled, or to a target that was removed', async () => {
  await makeRule({ source: ['shop'] }, { State: 'DISABLED' });
  await put({});
  await makeRule({ source: ['shop'] });
  await client.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['t'] }));
  await put({});
  expect(await received()).toEqual([]);
  expect((await client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toEqual([]);
});

it('deletes a rule once it has no targets', async () => {
  await makeRule({ source: ['shop'] });
  const remove = () => client.send(new DeleteRuleCommand({ Name: 'r' }));
  await expect(remove()).rejects.toThrow("Rule can't be deleted since it has targets.");
  await client.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['t'] }));
  await remove();
  await expect(client.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).rejects.toThrow('does not exist');
});

it.each<[string, () => Promise<unknown>]>([
  ['a pattern that is not built here', () => makeRule({ source: [{ wildcard: 'a*' }] })],
  [
    'another bus',
    () => client.send(new PutRuleCommand({ Name: 'r', EventPattern: '{}', EventBusName: 'mine' })),
  ],
  ['no entries', () => client.send(new PutEventsCommand({ Entries: [] }))],
])('refuses %s', async (_what, ask) => {
  await expect(ask()).rejects.toThrow(/wildcard|does not exist|Entries/);
});
