import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { webhookPayloadSchema } from '../../contract/webhooks/payload.ts';
import { WISH_METADATA } from '../../contract/wishes/metadata.ts';
import { upload } from '../../lab/support/buckets.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { smallStill } from '../../lab/support/smallStill.ts';
import { runCli } from '../cli/runCli.ts';
import { openReceiver, type Request, verified } from '../handlers/aws/webhooks/receiver.ts';

/** A receiver is tried for so long, hours: some 14 s. */
const RETRY_HOURS = 0.004;

const project = copyProject();
let stack: RunningStack;
let clip: Buffer;
let quick: Awaited<ReturnType<typeof openReceiver>>;
let slow: Awaited<ReturnType<typeof openReceiver>>;
let uploads = 0;

beforeAll(async () => {
  project.addPreset('stills', smallStill);
  await project.changeProfile(profile => ({
    ...profile,
    ...{ presets: ['stills'], retrySeconds: 0, webhookRetryHours: RETRY_HOURS },
  }));
  clip = readFileSync(await makeClip(join(project.dir, 'clip.mp4'), { size: '320x240', seconds: 1 }));
  [quick, slow] = await Promise.all([openReceiver(), openReceiver()]);
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

beforeEach(() => {
  for (const receiver of [quick, slow]) receiver.answer(response => void response.writeHead(204).end());
});

afterAll(async () => {
  await stack?.stop();
  await Promise.all([quick?.close(), slow?.close()]);
  project.remove();
});

const fanreel = (...args: string[]) => runCli(['webhook', ...args], { AWS_ENDPOINT_URL: stack.endpoint });

async function told(...args: string[]) {
  const { code, stdout, stderr } = await fanreel(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

async function uploaded(prefix = ''): Promise<string> {
  uploads += 1;
  const key = `${prefix}clip-${uploads}.mp4`;
  await upload(stack.s3, key, clip);
  return key;
}

/** What the receiver is told of a source's end. */
async function ended(receiver: typeof quick, key: string): Promise<Request> {
  const isIt = ({ body }: Request) => {
    const { data } = JSON.parse(body);
    return data.source?.key === key && data.state === 'complete' && data.rendition === 'stills';
  };
  await expect.poll(() => receiver.told.some(isIt), { timeout: 60_000 }).toBe(true);
  return receiver.told.find(isIt) as Request;
}

it('a receiver that was added hears of its events, signed as the published library checks them', async () => {
  const { id, secret } = await told('add', quick.url, '--states', 'complete', '--prefix', 'heard/');
  await uploaded('other/');
  const key = await uploaded('heard/');
  const request = await ended(quick, key);
  const payload = webhookPayloadSchema.parse(verified(request, secret));
  expect(payload).toMatchObject({ type: 'fanreel.status', data: { state: 'complete' } });
  expect(quick.told.filter(({ body }) => body.includes('other/'))).toEqual([]);

  expect(await told('list')).toMatchObject([{ id, url: quick.url, failures: 0 }]);
  const logged = { id: request.id, sequence: payload.sequence, state: 'delivered' };
  await expect
    .poll(async () => (await told('log', id)).deliveries)
    .toContainEqual(expect.objectContaining({ ...logged, about: expect.objectContaining({ key }) }));
  expect((await told('test', id)).tries).toMatchObject([{ status: 204 }]);
  expect(await told('rm', id, '--yes')).toEqual({ removed: id, url: quick.url });
  expect(await told('list')).toEqual([]);
});

it('an upload that names a webhook is told to it, whatever it hears of else', async () => {
  const { id } = await told('add', `${quick.url}/named`, '--named-only');
  const other = await uploaded();
  const key = 'named.mp4';
  const metadata = { [WISH_METADATA.webhook]: encodeURIComponent(`${quick.url}/named`) };
  await stack.s3.send(
    new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body: clip, Metadata: metadata }),
  );
  await ended(quick, key);
  await stack.complete(other, 'stills');
  expect(quick.told.filter(({ body }) => body.includes(other))).toEqual([]);
  await told('rm', id, '--yes');
});

it('one slow and one dead receiver hold up no other', async () => {
  const dead = await told('add', 'http://127.0.0.1:9/dead', '--states', 'complete');
  const held = await told('add', slow.url, '--states', 'complete');
  await told('add', `${quick.url}/all`, '--states', 'complete');
  slow.answer(response => void setTimeout(() => response.writeHead(200).end(), 8_000));
  const keys = await Promise.all(Array.from({ length: 4 }, () => uploaded()));
  const times = await Promise.all(keys.map(async key => (await ended(quick, key)) && Date.now()));
  expect(slow.told.length).toBeGreaterThan(0);
  const begun = Math.max(...slow.told.map(({ headers }) => Number(headers['webhook-timestamp'])));
  expect(Math.max(...times) / 1_000 - begun).toBeLessThan(8);
  for (const { id } of [dead, held]) await told('rm', id, '--yes');
});

it('what a receiver did not take goes to a DLQ, and is told again under the same id', async () => {
  const { id, secret } = await told(
    'add',
    `${slow.url}/mended`,
    '--states',
    'complete',
    '--events',
    'status',
  );
  slow.answer(response => void response.writeHead(500).end());
  const key = await uploaded();
  const first = await ended(slow, key);
  await expect
    .poll(async () => (await told('log', id, '--failed')).deliveries[0]?.state, { timeout: 60_000 })
    .toBe('failed');
  expect(slow.told.length).toBeGreaterThan(1);
  expect(new Set(slow.told.map(request => request.id))).toEqual(new Set([first.id]));
  expect(await deadLetters()).toBe(1);

  slow.answer(response => void response.writeHead(204).end());
  const { secret: next } = await told('rotate', id);
  expect(await told('replay', id)).toMatchObject({ replayed: [{ id: first.id, key }], hasMore: false });
  const again = await ended(slow, key);
  expect([again.id, again.body]).toEqual([first.id, first.body]);
  for (const one of [secret, next]) expect(() => verified(again, one)).not.toThrow();
  expect(await deadLetters()).toBe(0);
  expect(await told('replay', id)).toMatchObject({ replayed: [] });
});

it('a secret is in no log, and one that somebody has deleted is missed by the doctor and made anew', async () => {
  const { id } = await told('add', 'http://127.0.0.1:9/gone', '--named-only');
  const config = { endpoint: stack.endpoint, region: 'us-east-1' };
  const secrets = new SecretsManagerClient({
    ...config,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await secrets.send(new DeleteSecretCommand({ SecretId: `fanreel/webhooks/${id}` }));
  secrets.destroy();
  const { stdout } = await runCli(['doctor', '--json', '--endpoint', stack.endpoint]);
  const missed = { what: 'webhook', level: 'fail', found: `${id} has no secret to sign with` };
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining(missed));
  expect((await told('rotate', id)).secret).toMatch(/^whsec_/);
  const logs = readdirSync(join(dataFolder(project.dir), 'logs'));
  for (const log of logs) {
    const text = readFileSync(join(dataFolder(project.dir), 'logs', log), 'utf8');
    expect(text, log).not.toContain('whsec_');
  }
  expect(logs).toContain('fanreel-webhook-deliveries.log');
});

it('a URL that may not be called is not taken', async () => {
  const { code, stderr } = await fanreel('add', 'https://10.0.0.1/');
  expect([code, stderr]).toEqual([
    2,
    '10.0.0.1 is not called: it is no address that all of the internet reaches.\n',
  ]);
});

async function deadLetters(): Promise<number> {
  const QueueUrl = stack.queueUrl('fanreel-webhook-deliveries-dlq');
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await stack.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}
