import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { S3Store } from '../../emulator/index.ts';
import { keysOf, upload } from '../../lab/support/buckets.ts';
import { makeClip, makeFilm } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack, type StackEvent } from '../../lab/support/runningStack.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { ResidentCli } from '../cli/residentCli.ts';
import { moments } from '../fixtures/smallPresets.ts';

const project = copyProject();
const cli = new ResidentCli(project.dir);
let stack: RunningStack;
let clip: Buffer;

const small: VideoPreset = {
  kind: 'video',
  container: 'mp4',
  height: 240,
  codec: 'h264',
  profile: 'main',
  level: '3.0',
  encoderSpeed: 'veryfast',
  crf: 28,
  maxrateKbps: 500,
  bufsizeKbps: 1_000,
  gopSeconds: 2,
  maxFps: 30,
  audio: { codec: 'aac', bitrateKbps: 64, channels: 2, sampleRateHz: 48_000 },
};

beforeAll(async () => {
  project.addPreset('small', small);
  project.addPreset('thumbnails', moments);
  await deploy({ presets: ['small', 'thumbnails'] });
  clip = readFileSync(await makeClip(join(project.dir, 'clip.mp4')));
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
});

/** At the next start; nobody here is told by webhooks. */
function deploy(changed: Partial<Profile>): Promise<void> {
  return project.changeProfile(profile => ({ ...profile, webhooks: false, ...changed }));
}

afterAll(async () => {
  cli.close();
  await stack?.stop();
  project.remove();
});

/** More than short clips cost, and less than the film that is held. */
const PER_JOB_USD = 0.0002;

interface Report {
  renditions: Record<string, Record<string, number>>;
  republished: { key: string; rendition: string }[];
  missing: { key: string; rendition: string }[];
}

async function reconcile(...args: string[]): Promise<{ code: number; report: Report }> {
  const { code, told } = await fanreel('reconcile', ...args);
  return { code, report: told as Report };
}

async function fanreel(...args: string[]): Promise<{ code: number; told: unknown }> {
  const { code, stdout } = await cli.run([...args, '--json', '--endpoint', stack.endpoint]);
  return { code: code ?? 1, told: JSON.parse(stdout) };
}

async function jobs(...args: string[]): Promise<string[]> {
  const { told } = await fanreel('status', ...args);
  return (told as { rendition: string }[]).map(({ rendition }) => rendition).sort();
}

it('gives a receipt for every source and rendition, and asks for nothing that is there', async () => {
  await upload(stack.s3, 'a.mp4', clip);
  for (const rendition of ['small', 'thumbnails']) await stack.complete('a.mp4', rendition);
  const { code, report } = await reconcile('--older-than', '0s');
  expect(code).toBe(0);
  expect(report.republished).toEqual([]);
  expect(report.renditions.small).toMatchObject({ received: 1, complete: 1, missing: 0 });
  expect(report.renditions.thumbnails).toMatchObject({ received: 1, complete: 1, missing: 0 });
});

it('makes an output that is gone again, and only that one; a dry run only says so', async () => {
  await stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-small', Key: 'a.mp4' }));
  const missing = [{ key: 'a.mp4', rendition: 'small' }];
  expect(await reconcile('--older-than', '0s', '--dry-run')).toMatchObject({
    code: 1,
    report: { missing, republished: [] },
  });
  const before = stack.events.length;
  expect(await reconcile('--older-than', '0s')).toMatchObject({ code: 0, report: { republished: missing } });
  await stack.until(one => one.event === 'complete' && stack.events.indexOf(one) >= before);
  expect(await keysOf(stack.s3, 'fanreel-small')).toEqual(['a.mp4']);
  expect(stack.events.filter(one => one.event === 'complete' && one.rendition === 'thumbnails')).toHaveLength(
    1,
  );
});

it('makes an output again that somebody has written over', async () => {
  const over = { Bucket: 'fanreel-small', Key: 'a.mp4', Body: 'garbage' };
  await stack.s3.send(new PutObjectCommand(over));
  const before = stack.events.length;
  const { report } = await reconcile('--older-than', '0s');
  expect(report.republished).toEqual([{ key: 'a.mp4', rendition: 'small' }]);
  await stack.until(one => one.event === 'complete' && stack.events.indexOf(one) >= before);
  const { ContentLength } = await stack.s3.send(
    new HeadObjectCommand({ Bucket: over.Bucket, Key: over.Key }),
  );
  expect(ContentLength).toBeGreaterThan(1_000);
});

/** Puts an object into the input bucket while nobody listens. */
async function putUnannounced(key: string): Promise<void> {
  const s3 = new S3Store(join(dataFolder(project.dir), 's3'));
  const bytes = async function* () {
    yield clip;
  };
  await s3.put('fanreel-input', key, bytes());
  s3.close();
}

it('finds an upload that S3 announced to nobody, and of an old source makes a new rendition and no other again', async () => {
  await stack.stop();
  await putUnannounced('holiday.Mp4');
  project.addPreset('tiny', { ...small, height: 144 });
  // The stack does not start once more for what later tests are about.
  await deploy({
    presets: ['small', 'thumbnails', 'tiny'],
    budget: { perJobUsd: PER_JOB_USD },
    sources: { onDelete: 'delete-outputs', graceMinutes: 0 },
  });
  stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  const { report } = await reconcile('--older-than', '0s');
  const asked = (source: string) =>
    report.republished.filter(({ key }) => key === source).map(({ rendition }) => rendition);
  expect(asked('holiday.Mp4').toSorted()).toEqual(['small', 'thumbnails', 'tiny']);
  expect(asked('a.mp4')).toEqual(['tiny']);
  expect(report.republished).toHaveLength(4);
  expect(report.renditions.tiny?.received).toBe(2);
  // What it has just asked for it leaves alone.
  const { report: next } = await reconcile('--older-than', '1h');
  expect(next.republished).toEqual([]);
  await Promise.all(report.republished.map(({ key, rendition }) => stack.complete(key, rendition)));
});

it('keeps what was made of an overwritten source in the history, and shows the newest', async () => {
  const before = new Date().toISOString();
  await upload(
    stack.s3,
    'a.mp4',
    readFileSync(await makeClip(join(project.dir, 'longer.mp4'), { seconds: 2 })),
  );
  const isNew = (rendition: string) => (one: StackEvent) =>
    one.event === 'complete' && one.rendition === rendition && String(one.at) > before;
  for (const rendition of ['small', 'thumbnails', 'tiny']) await stack.until(isNew(rendition));
  expect(await jobs('a.mp4')).toEqual(['small', 'thumbnails', 'tiny']);
  expect(await jobs('a.mp4', '--all')).toEqual([
    'small',
    'small',
    'thumbnails',
    'thumbnails',
    'tiny',
    'tiny',
  ]);
  expect(await jobs('--since', '1h')).toHaveLength(6);
  expect(await jobs('--since', '1h', '--all')).toHaveLength(9);
  expect(await jobs('--since', '0s')).toEqual([]);
});

it('shows no failure any more that a later upload has mended', async () => {
  await upload(stack.s3, 'mended.mp4', Buffer.from('not a video'));
  const renditions = ['small', 'thumbnails', 'tiny'];
  const failed = (rendition: string) => (one: StackEvent) =>
    one.event === 'failed' && one.rendition === rendition;
  for (const rendition of renditions) await stack.until(failed(rendition));
  expect(await jobs('--state', 'failed')).toEqual(renditions);
  await upload(stack.s3, 'mended.mp4', clip);
  for (const rendition of renditions) await stack.complete('mended.mp4', rendition);
  expect(await jobs('--state', 'failed')).toEqual([]);
  expect(await jobs('--state', 'failed', '--all')).toEqual(renditions);
});

it('tells the alarm how many are overdue, and names what it asked for in the log', async () => {
  const logs = join(dataFolder(project.dir), 'logs');
  expect(readdirSync(logs)).toContain('fanreel-reconcile.log');
  const lines = readFileSync(join(logs, 'fanreel-reconcile.log'), 'utf8').trim().split('\n');
  const told = lines
    .map(line => JSON.parse(line) as Record<string, unknown>)
    .filter(line => 'overdue' in line);
  expect(told.map(({ rendition, overdue }) => [rendition, overdue])).toContainEqual(['small', 1]);
  expect(told.map(({ rendition, overdue }) => [rendition, overdue])).toContainEqual(['small', 0]);
});

it('a batch is submitted, told of, priced and brought back by commands alone, and nothing is made that is not wanted', async () => {
  const folder = mkdtempSync(join(project.dir, 'batch-'));
  const out = mkdtempSync(join(project.dir, 'brought-'));
  const names = ['one.mp4', '二.mp4', 'three.mp4'];
  // What stands behind an MP4's boxes is no part of the film, and makes each a file of its own.
  for (const name of names) writeFileSync(join(folder, name), Buffer.concat([clip, Buffer.from(name)]));
  const batch = ['--batch', 'Möwen 1'];
  const submit = ['submit', folder, ...batch, '--prefix', 'in', '--rendition', 'small', '--wait'];
  const first = await fanreel(...submit);
  expect(first).toMatchObject({ code: 0, told: { failed: [] } });
  const { uploaded, renditions } = first.told as { uploaded: { skipped: boolean }[]; renditions: unknown[] };
  expect([uploaded.filter(one => !one.skipped).length, renditions.length]).toEqual([3, 3]);

  const { told: figures } = await fanreel('results', ...batch, '--download', out);
  const items = await itemsOf('in/');
  const usd = items.flatMap(({ attempts }) => attempts).reduce((sum, attempt) => sum + attempt.usd, 0);
  expect(figures).toMatchObject({ sources: 3, renditions: 3, states: { complete: 3 }, wastedUsd: 0 });
  expect((figures as { usd: number }).usd).toBeCloseTo(usd, 9);
  for (const name of names) {
    const { Body } = await stack.s3.send(
      new GetObjectCommand({ Bucket: 'fanreel-small', Key: `in/${name}` }),
    );
    const made = Buffer.from((await Body?.transformToByteArray()) ?? []);
    expect(readFileSync(join(out, 'small/in', name)).equals(made)).toBe(true);
  }

  // The same again: nothing is sent, and nothing is asked for that whoever uploaded does not want.
  const again = await fanreel(...submit);
  expect((again.told as { uploaded: { skipped: boolean }[] }).uploaded.every(one => one.skipped)).toBe(true);
  const { report } = await reconcile('--older-than', '0s');
  expect(report.republished.filter(({ key }) => key.startsWith('in/'))).toEqual([]);
  expect((await itemsOf('in/')).map(({ rendition }) => rendition)).toEqual(['small', 'small', 'small']);
  const { told: links } = await fanreel('open', 'in/one.mp4');
  const answer = await fetch((links as { url: string }[])[0]?.url ?? '');
  expect(answer.status).toBe(200);
});

const isOf = (event: string, key: string, rendition: string) => (one: StackEvent) =>
  one.event === event && one.source?.key === key && one.rendition === rendition;

it('holds what is over the budget until somebody lets it go, and stops for good what is canceled', async () => {
  // So long that it is still made when the command comes, which has to start first.
  const film = await makeFilm(join(project.dir, 'film.mp4'), { size: '1280x720', seconds: 180 });
  await upload(stack.s3, 'film.mp4', readFileSync(film));
  for (const rendition of ['small', 'tiny']) await stack.until(isOf('held', 'film.mp4', rendition));
  const { told: held } = await fanreel('status', 'film.mp4', '--state', 'held');
  const over = { budget: 'perJobUsd', limitUsd: PER_JOB_USD };
  for (const rendition of ['small', 'tiny']) {
    expect(held).toContainEqual(expect.objectContaining({ rendition, held: expect.objectContaining(over) }));
  }
  const { report } = await reconcile('--older-than', '0s');
  expect(report.renditions.small).toMatchObject({ held: 1, missing: 0 });

  expect(await fanreel('release', 'film.mp4', '--rendition', 'small')).toMatchObject({ code: 0 });
  await stack.until(isOf('routed', 'film.mp4', 'small'));
  const cancel = [
    'cancel',
    'film.mp4',
    '--rendition',
    'small',
    '--rendition',
    'tiny',
    '--reason',
    'too long',
  ];
  expect(await fanreel(...cancel)).toMatchObject({
    code: 0,
    told: {
      renditions: [
        { rendition: 'small', was: 'running', now: 'dropped' },
        { rendition: 'tiny', was: 'held', now: 'dropped' },
      ],
    },
  });
  for (const rendition of ['small', 'tiny']) await stack.until(isOf('dropped', 'film.mp4', rendition));
  const { told: jobs } = await fanreel('status', 'film.mp4', '--state', 'dropped');
  expect(jobs).toMatchObject([
    {
      dropped: { was: 'running', reason: 'too long' },
      attempts: [{ outcome: 'held' }, { outcome: 'dropped' }],
    },
    { dropped: { was: 'held' } },
  ]);
  expect(await keysOf(stack.s3, 'fanreel-small')).not.toContain('film.mp4');
  const { report: after } = await reconcile('--older-than', '0s');
  expect(after.republished.filter(({ key }) => key === 'film.mp4')).toEqual([]);
  expect(after.renditions.small).toMatchObject({ held: 0, dropped: 1 });
});

it('drops dead letters so that nobody asks for them again, and makes all the same what somebody asks for by name', async () => {
  const renditions = ['small', 'thumbnails', 'tiny'];
  await upload(stack.s3, 'junk.mp4', Buffer.from('not a video'));
  const isLetter = (rendition: string) => (one: StackEvent) =>
    one.event === 'dead-lettered' && one.rendition === rendition && String(one.body).includes('junk.mp4');
  for (const rendition of renditions) await stack.until(isLetter(rendition));
  const rm = await fanreel('dlq', 'rm', '--key', 'junk.mp4', '--yes');
  expect(rm).toMatchObject({
    code: 0,
    told: renditions.map(rendition => ({ rendition, jobs: 1, letters: 1 })),
  });
  expect((await fanreel('dlq', '--key', 'junk.mp4')).told).toEqual([]);
  const { report } = await reconcile('--older-than', '0s');
  expect(report.republished.filter(({ key }) => key === 'junk.mp4')).toEqual([]);
  const before = stack.events.length;
  expect(await fanreel('publish', 'junk.mp4', '--rendition', 'tiny')).toMatchObject({ code: 0 });
  await stack.until(one => isOf('failed', 'junk.mp4', 'tiny')(one) && stack.events.indexOf(one) >= before);
});

interface Item {
  jobId: string;
  source: { key: string };
  rendition: string;
  attempts: { usd: number }[];
}

/** The ledger's jobs below a prefix, by a scan of the table. */
async function itemsOf(prefix: string): Promise<Item[]> {
  const { Items = [] } = await stack.dynamo.send(new ScanCommand({ TableName: 'fanreel-jobs' }));
  return (Items as Item[]).filter(
    ({ source, attempts }) => attempts !== undefined && source?.key.startsWith(prefix),
  );
}

it('a backfill asks for what is gone and for nothing twice, and what is uploaded meanwhile does not wait for it', async () => {
  const folder = mkdtempSync(join(project.dir, 'many-'));
  const names = Array.from({ length: 14 }, (_, index) => `${index}.mp4`);
  for (const name of names) writeFileSync(join(folder, name), Buffer.concat([clip, Buffer.from(name)]));
  const tiny = ['--rendition', 'tiny'];
  await fanreel('submit', folder, '--prefix', 'many', ...tiny, '--wait');
  const keys = names.map(name => `many/${name}`);
  for (const Key of keys) await stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-tiny', Key }));

  const before = stack.events.length;
  const [backfill, again] = [
    ['backfill', 'tiny', '--prefix', 'many/', '--yes'],
    ['backfill', '--yes'],
  ];
  expect(await fanreel(...backfill)).toMatchObject({ code: 0, told: { lacking: 14, asked: 14 } });
  const fresh = join(project.dir, 'fresh.mp4');
  writeFileSync(fresh, Buffer.concat([clip, Buffer.from('fresh')]));
  await fanreel('submit', fresh, ...tiny);
  // S3's notice of the new one may not be in a queue yet; none of the others is asked for again.
  const { told: asked } = await fanreel(...again);
  expect((asked as { asked: number }).asked).toBeLessThanOrEqual(1);

  const made = () =>
    stack.events
      .slice(before)
      .filter(one => one.event === 'complete' && one.rendition === 'tiny')
      .map(one => one.source?.key ?? '');
  await stack.until(() => made().length === 15);
  expect(new Set(made())).toEqual(new Set([...keys, 'fresh.mp4']));
  // It came when all of the others waited already.
  expect(made().length - 1 - made().indexOf('fresh.mp4')).toBeGreaterThan(3);
  expect(await fanreel(...again)).toMatchObject({ told: { lacking: 0 } });
});

it('a deleted source takes its outputs along where the profile says so, unless it is there again', async () => {
  const remove = (Key: string) => stack.s3.send(new DeleteObjectCommand({ Bucket: 'fanreel-input', Key }));
  await remove('a.mp4');
  await remove('holiday.Mp4');
  await upload(stack.s3, 'holiday.Mp4', clip);
  const images = async () => (await keysOf(stack.s3, 'fanreel-thumbnails')).map(key => key.split('/')[0]);
  expect(await images()).toContain('a.mp4');
  // What S3 has told is noted by one message, and carried out by another.
  const isGone = async () => {
    await reconcile();
    return !(await keysOf(stack.s3, 'fanreel-small')).includes('a.mp4');
  };
  await expect.poll(isGone, { timeout: 60_000, interval: 200 }).toBe(true);
  expect(await images()).not.toContain('a.mp4');
  expect(await images()).toContain('holiday.Mp4');
  expect(await keysOf(stack.s3, 'fanreel-small')).toContain('holiday.Mp4.mp4');
  const { told } = await fanreel('status', 'a.mp4');
  expect(told).toMatchObject(Array(3).fill({ state: 'complete', pruned: { why: 'source-gone' } }));
});
