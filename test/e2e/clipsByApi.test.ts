import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { record } from '../../cli/commands/camera/record.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { findFfmpeg } from '../../media/build/findFfmpeg.ts';
import { runCli } from '../cli/runCli.ts';
import { SMALL_CLIPS } from '../fixtures/clipPresets.ts';
import { type Asked, json, serveApi } from '../handlers/aws/api/apiServer.ts';

const SECONDS = 6;
const startMs = Math.floor(Date.now() / 1_000 - 60) * 1_000;
const recording = { key: 'a.mp4', startTimestampInMs: startMs, endTimestampInMs: startMs + SECONDS * 1_000 };

const project = copyProject();
const folder = mkdtempSync(join(tmpdir(), 'fanreel-by-api-'));
let api: Awaited<ReturnType<typeof serveApi>>;
let stack: RunningStack;
/** What the API was told, and how often it was told in vain. */
let told: Asked[] = [];
let refusals = 0;
/** So many times it has no recordings to tell of, for it is down. */
let outages = 0;

beforeAll(async () => {
  api = await serveApi();
  api.answer((asked, response) => {
    if (asked.headers['x-api-key'] !== 'sesame') return void response.writeHead(401).end();
    if (asked.path === '/cameras/cam1') return json(response, { alias: 'north' });
    if (asked.path.startsWith('/recordings/north?')) {
      outages -= 1;
      return outages >= 0 ? void response.writeHead(503).end() : json(response, [recording]);
    }
    if (asked.path !== '/cameras/clips') return void response.writeHead(404).end();
    told = [...told, asked];
    // Of one clip nothing is ever answered.
    if (asked.body.includes('"silent"')) return;
    refusals -= 1;
    response.writeHead(refusals >= 0 ? 500 : 200).end();
  });
  project.addPreset('cuts', {
    ...SMALL_CLIPS,
    recordings: { by: 'api' },
    api: {
      baseUrl: api.baseUrl,
      secret: { header: 'x-api-key', name: 'camera-api' },
      ...{ timeoutSeconds: 5, retries: 1 },
      ...{ camera: '/cameras/{camera}', recordings: '/recordings/{alias}?from={fromMs}&to={toMs}' },
      clips: '/cameras/clips',
    },
  });
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['cuts'],
    retrySeconds: 0,
    webhooks: false,
  }));
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const secrets = new SecretsManagerClient({ endpoint: stack.endpoint, region: 'us-east-1', credentials });
  await secrets.send(new CreateSecretCommand({ Name: 'camera-api', SecretString: 'sesame' }));
  secrets.destroy();
  const path = join(folder, recording.key);
  const take = { startMs, seconds: SECONDS, size: { width: 320, height: 180 }, zone: 'UTC' };
  await record(findFfmpeg(process.env), path, take);
  await stack.s3.send(
    new PutObjectCommand({ Bucket: 'fanreel-recordings', Key: recording.key, Body: readFileSync(path) }),
  );
});

afterAll(async () => {
  await stack?.stop();
  await api?.close();
  rmSync(folder, { recursive: true });
  project.remove();
});

/** The message that users of the older system send. */
function ask(clipId: string): Promise<unknown> {
  const message = {
    ...{ clipId, retryTimestamps: [], cameraId: 'cam1' },
    ...{ startTimestampInMs: startMs + 1_000, endTimestampInMs: startMs + 3_000 },
  };
  const QueueUrl = stack.queueUrl('fanreel-cuts');
  return stack.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

async function toldOf(clipId: string, count: number): Promise<Asked[]> {
  const of = () => told.filter(({ body }) => body.includes(`"${clipId}"`));
  await expect.poll(() => of().length, { timeout: 60_000, interval: 50 }).toBeGreaterThanOrEqual(count);
  return of();
}

it('a clip of an API is told back to it, in its words, until the API takes it', async () => {
  refusals = 3;
  await ask('first');
  await stack.complete('cam1/first', 'cuts');
  const calls = await toldOf('first', 4);
  expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
  expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({
    ...{ clipId: 'first', cameraId: 'cam1', status: 'CLIP_AVAILABLE', bucket: 'fanreel-cuts' },
    startTimestampInMs: startMs + 1_000,
    endTimestampInMs: startMs + 3_000,
    clip: { key: 'cam1/first/clip.mp4', url: expect.stringMatching(/^https:.*\/cam1\/first\/clip\.mp4$/) },
    thumbnail: { key: 'cam1/first/thumbnail_{size}.jpg', sizes: [64, 128] },
  });
  const news = stack.events.filter(one => one.event === 'complete' && one.source?.key === 'cam1/first');
  expect(news).toHaveLength(1);
});

it('an API that never answers for one clip holds up no news of others', async () => {
  refusals = 0;
  await ask('silent');
  await stack.complete('cam1/silent', 'cuts');
  await toldOf('silent', 1);
  await ask('after');
  await stack.complete('cam1/after', 'cuts');
  await toldOf('after', 1);
});

it('an API that is down for a while is asked again, and the clip made', async () => {
  // A look asks twice, so that this takes a second receive.
  outages = 3;
  await ask('patient');
  await stack.complete('cam1/patient', 'cuts');
  expect(outages).toBe(-1);
});

it('a camera that the API does not know is refused, on the command line as well', async () => {
  const at = ['--endpoint', stack.endpoint, '--wait', '--json'];
  const { code, stdout, stderr } = await runCli(['clip', 'cam2', '-30s', '+2s', ...at]);
  expect(stderr).toBe('The clip has failed: The API knows no camera "cam2".\n');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ preset: 'cuts', state: 'failed', links: [] });
});

it('what the API says is asked for with a secret that no log has', async () => {
  const logs = readFileSync(join(dataFolder(project.dir), 'logs/fanreel-cuts.log'), 'utf8');
  expect(logs).toContain('cam1/first');
  expect(logs).not.toContain('sesame');
});
