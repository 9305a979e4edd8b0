import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobIdOf } from '../../../../contract/job.ts';
import { indexedBy } from '../../../../contract/ledgerTable.ts';
import { type ClipSpan, clipIdOf, spanHash } from '../../../../contract/messages/clip.ts';
import { CUTS, type EmulatedAws, emulateAws, hashOf, RECORDINGS } from '../../emulatedAws.ts';
import { ResidentCli } from '../../residentCli.ts';

const PROJECT = join(import.meta.dirname, '../../../..');
const BUCKET = `fanreel-${CUTS}`;
const FROM = Date.UTC(2026, 10, 20, 10, 31, 5);
const span: ClipSpan = { camera: 'cam1', fromMs: FROM, toMs: FROM + 20_000 };
const WORDS = ['clip', 'cam1', '2026-11-20T10:31:05Z', '+20s'];

let aws: EmulatedAws;
let folder: string;
beforeAll(async () => {
  aws = await emulateAws({ clips: true });
  folder = mkdtempSync(join(tmpdir(), 'fanreel-clip-'));
  await aws.emulator.s3.put(RECORDINGS, 'cam1/20261120T103000-60.mp4', bytesOf('of cam1'));
});
afterAll(async () => {
  cli.close();
  await aws.close();
  rmSync(folder, { recursive: true });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const cli = new ResidentCli(PROJECT, { TZ: 'Europe/Berlin' });
const run = (...args: string[]) => cli.run([...args, '--endpoint', aws.endpoint]);

/** The clip's job, as its function leaves it. */
async function ended(more: object): Promise<void> {
  const now = new Date().toISOString();
  const source = { bucket: BUCKET, key: `cam1/${clipIdOf(span)}`, version: spanHash(span), sizeBytes: 0 };
  const clip = { clipId: clipIdOf(span), span, askedAt: now, waits: [] };
  await aws.putItem({
    ...{
      jobId: jobIdOf(source, { name: CUTS, presetHash: hashOf(CUTS), kind: 'clip' }),
      source,
      rendition: CUTS,
      presetHash: hashOf(CUTS),
    },
    ...{ ...indexedBy(source, now), createdAt: now, updatedAt: now, attempts: [], message: { id: 'm' } },
    ...{ queueUrl: '', outputBucket: BUCKET, clip, ...more },
  });
}

describe('fanreel clip', () => {
  it('tells back what it understood, and asks for clips alone', async () => {
    const { code, stdout, stderr } = await run(...WORDS);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'cam1 from 2026-11-20 11:31:05 to 11:31:25 (Europe/Berlin), 20 s, by preset cuts.',
      expect.stringMatching(/^Asked for; "npx fanreel show cam1\/[0-9a-f]{24}" tells how it stands\.$/),
      '',
    ]);
    expect(code).toBe(0);
    const sqs = new SQSClient({
      ...{ endpoint: aws.endpoint, region: 'us-east-1' },
      credentials: { accessKeyId: 'a', secretAccessKey: 'a' },
    });
    const received = async (queue: string) => {
      const QueueUrl = `${aws.endpoint}/000000000000/${queue}`;
      return (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
    };
    const [message] = await received(BUCKET);
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      ...{ schema: 'fanreel.clip/1', clipId: clipIdOf(span), camera: 'cam1' },
      ...{ from: '2026-11-20T10:31:05.000Z', to: '2026-11-20T10:31:25.000Z' },
    });
    expect(await received('fanreel-720p')).toEqual([]);
    sqs.destroy();
  });

  it('ends with links to a clip that is there, and brings it here', async () => {
    const key = `cam1/${clipIdOf(span)}`;
    await aws.emulator.s3.put(BUCKET, `${key}/clip.mp4`, bytesOf('the clip'));
    const facts = { cut: 'exact', widths: [300, 640], suffix: 'jpg' };
    const output = { bucket: BUCKET, key: `${key}/manifest.json`, sizeBytes: 8, clip: facts };
    await ended({ state: 'complete', output });
    const path = join(folder, 'here.mp4');
    const { code, stdout } = await run(...WORDS, '--download', path, '--json');
    expect(code).toBe(0);
    const told = JSON.parse(stdout) as { links: { of: string; url: string }[]; path: string };
    expect(told.links.map(({ of }) => of)).toEqual(['clip', '300', '640', 'manifest']);
    expect(await (await fetch(told.links[0]?.url ?? '')).text()).toBe('the clip');
    expect(readFileSync(path, 'utf8')).toBe('the clip');
  });

  it('tells of gaps, and what a clip has come to that is not there', async () => {
    const key = `cam1/${clipIdOf(span)}`;
    const output = { bucket: BUCKET, key: `${key}/manifest.json`, sizeBytes: 8 };
    const clip = { clipId: clipIdOf(span), span, askedAt: new Date().toISOString(), waits: [] };
    const gaps = [{ fromMs: FROM + 1_000, toMs: FROM + 3_500 }];
    await ended({ state: 'complete', output, clip: { ...clip, gaps } });
    expect((await run(...WORDS, '--wait')).stdout).toContain(
      '\ngap from 2026-11-20 11:31:06 to 11:31:08.500 (Europe/Berlin), 2.5 s\n',
    );
    await ended({ state: 'not-available', clip: { ...clip, why: 'There is none.' } });
    const { code, stderr } = await run(...WORDS, '--timeout', '1s', '--json');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^1 of 1 renditions|^The clip is not/)]);
  });

  it('asks for no clip under the id of another', async () => {
    await ended({ state: 'complete' });
    const { code, stderr } = await run('clip', 'cam1', '-5m', '+1s', '--id', clipIdOf(span));
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^--id: ".*" is another clip's, of other moments/),
    ]);
  });

  it.each([
    [['clip', 'cam9', 'now', '+1s'], 1, /^Camera "cam9" has no recordings; there are in bucket .*: cam1\./],
    [['clip', 'cam1', 'now'], 2, /CAMERA FROM TO/],
    [['clip', 'cam1', '-5x', 'now'], 2, /Unknown option '-5x'/],
    [['clip', 'cam1', '-5m', 'now', '--prset', 'clips'], 2, /Unknown option '--prset'/],
    [['clip', 'cam1', '5m', 'ago', 'now'], 2, /wants quotes/],
    [['clip', 'cam1', 'now', '-5m'], 2, /^to: is not after from\.$/],
    [
      ['clip', 'cam1', '-5m', 'now', '--preset', '720p'],
      2,
      /no preset of clips "720p"; this stack has: cuts/,
    ],
    [['camera', '../x'], 2, /"\.\.\/x" is no camera's name/],
    [['camera', 'c', '--every', '2s', '--for', '1s'], 2, /--for is shorter than one recording/],
    [['camera', 'c', '--every', '1.5s'], 2, /whole seconds from 1s to 1h/],
  ])('%j is refused with one sentence', async (args, exitCode, sentence) => {
    const { code, stderr } = await run(...args);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(code).toBe(exitCode);
  });
});

it('Ctrl-C ends the wait, and says that the clip is still made', async () => {
  const { PATH } = process.env;
  const args = ['clip', 'cam1', '-2m', '-1m', '--wait', '--endpoint', aws.endpoint];
  const child = spawn(process.execPath, ['cli/fanreel.ts', ...args], { env: { PATH }, stdio: 'pipe' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (text.includes('queued')) child.kill('SIGINT');
  });
  const [code] = await once(child, 'close');
  expect(said).toMatch(/\nStopped before the end; what was asked for is still being worked on\.\n$/);
  expect(code).toBe(130);
});

describe('fanreel camera', () => {
  it('writes whole recordings until Ctrl-C, and ends then', async () => {
    const { PATH } = process.env;
    const args = ['cli/fanreel.ts', 'camera', 'cam2', '--every', '1s', '--size', '160x90', '--json'];
    const child = spawn(process.execPath, [...args, '--endpoint', aws.endpoint], {
      env: { PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > 2) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    const told = said
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const keys = aws.keys(RECORDINGS).filter(key => key.startsWith('cam2'));
    expect(keys).toEqual(told.map(({ key }) => key));
    expect(told[1].startMs - told[0].startMs).toBe(1_000);
    for (const { key, sizeBytes } of told)
      expect(aws.emulator.s3.head(RECORDINGS, key).sizeBytes).toBe(sizeBytes);
  });
});
