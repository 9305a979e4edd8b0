import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readClipManifest } from '../../../contract/clips/clipManifest.ts';
import type { Job } from '../../../contract/job.ts';
import { finishManagedJob } from '../../../pipeline/engines/mediaconvert/finishManagedJob.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import { sweep } from '../../../pipeline/sweep/sweep.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import { SMALL_CLIPS } from '../../fixtures/clipPresets.ts';
import { managedEvent, OUTPUT, received } from '../support/bench.ts';
import { type ClipBench, HOUR, openClipBench, spanOf } from './clipBench.ts';

let bench: ClipBench;

beforeAll(async () => {
  bench = await openClipBench();
  await bench.services.mediaConvert.start();
});

afterAll(() => bench?.close());

beforeEach(() => {
  bench.notified.length = 0;
});

/** Each change; of progress there may be more news on a slow machine. */
const states = () =>
  bench.notified.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]);
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

it('cuts a clip once, across two recordings, and tells all that it came to, the manifest last', async () => {
  for (const second of [0, 10]) await bench.record('once', second);
  const worker = bench.clips();
  const request = { span: spanOf('once', 8, 12), clipId: 'c1' };
  expect(await bench.ask(worker, request)).toMatchObject({
    acknowledge: true,
    outcomes: [{ result: 'complete' }],
  });
  expect(states()).toEqual(['running', 'complete']);
  const base = `https://${OUTPUT}.s3.amazonaws.com/once/c1`;
  expect(bench.notified.at(-1)?.clip).toEqual({
    clipId: 'c1',
    cameraId: 'once',
    startTimestampInMs: HOUR + 8_000,
    endTimestampInMs: HOUR + 12_000,
    status: 'CLIP_AVAILABLE',
    bucket: OUTPUT,
    clip: { url: `${base}/clip.mp4`, key: 'once/c1/clip.mp4' },
    thumbnail: { url: `${base}/thumbnail_{size}.jpg`, key: 'once/c1/thumbnail_{size}.jpg', sizes: [64, 128] },
  });
  const keys = (await bench.keys(OUTPUT)).filter(key => key.startsWith('once/'));
  expect(keys.map(key => key.split('/').at(-1))).toEqual([
    ...['clip.mp4', 'manifest.json', 'poster.jpg', 'thumbnail_128.jpg', 'thumbnail_64.jpg'],
  ]);
  const job = (await bench.clip(worker, request)) as Job;
  expect(job).toMatchObject({
    state: 'complete',
    source: { bucket: OUTPUT, key: 'once/c1' },
    output: { key: 'once/c1/manifest.json', clip: { cut: 'exact', widths: [64, 128] } },
    clip: { waits: [], gaps: [] },
  });
  const [first, second] = job.clip?.taken ?? [];
  expect(first).toMatchObject({ key: expect.stringMatching(/^once\/.*0000-10\.mp4$/), atSeconds: 0 });
  expect(second).toMatchObject({ key: expect.stringMatching(/^once\/.*0010-10\.mp4$/), fromSeconds: 0 });
  const { Body } = await bench.clients.s3.send(
    new GetObjectCommand({ Bucket: OUTPUT, Key: 'once/c1/manifest.json' }),
  );
  const manifest = readClipManifest((await Body?.transformToString()) ?? '');
  expect(manifest).toMatchObject({ clipId: 'c1', cut: 'exact', taken: job.clip?.taken });
  expect(manifest.readBytes).toBeGreaterThan(0);
  expect(manifest.images.map(({ role }) => role)).toEqual(['thumbnail', 'thumbnail', 'poster']);

  const again = await bench.ask(worker, request, { id: 'm2' });
  expect(again).toMatchObject({ acknowledge: true, outcomes: [{ result: 'already-complete' }] });
  const forced = await bench.ask(worker, { ...request, force: true }, { id: 'm3' });
  expect(forced).toMatchObject({ acknowledge: true, outcomes: [{ result: 'complete' }] });
});

it('waits for a recording by its own message, and is cut once that is there', async () => {
  const worker = bench.clips();
  const request = { span: spanOf('late', 8, 12) };
  await bench.record('late', 0);
  const first = await bench.ask(worker, request);
  expect(first).toMatchObject({
    acknowledge: false,
    waitsFor: expect.stringMatching(/^no recording from .*:10\.\d+Z to .*:12\.\d+Z$/),
    retryInSeconds: 1,
    outcomes: [{ result: 'pending', look: { usd: expect.any(Number) } }],
  });
  await bench.ask(worker, request, { receiveCount: 2 });
  expect(states()).toEqual(['pending']);
  expect(bench.notified[0]?.clip).toMatchObject({
    status: 'CLIP_PENDING',
    reason: expect.stringMatching(/^no rec/),
  });
  const pending = (await bench.clip(worker, request)) as Job;
  expect(pending.clip?.waits).toEqual([expect.objectContaining({ messageId: 'm1', count: 2 })]);
  expect(pending.attempts).toEqual([expect.objectContaining({ number: 1, outcome: 'pending' })]);
  expect(await bench.ask(worker, request, { id: 'other' })).toMatchObject({
    acknowledge: true,
    outcomes: [{ result: 'already-pending' }],
  });

  await bench.record('late', 10);
  expect(await bench.ask(worker, request, { receiveCount: 3 })).toMatchObject({
    outcomes: [{ result: 'complete' }],
  });
  const job = (await bench.clip(worker, request)) as Job;
  expect(job.clip?.waits).toHaveLength(1);
  expect(job.attempts.map(({ outcome }) => outcome)).toEqual(['pending', 'complete']);
});

it('is not available once its recordings were waited for in vain, and made anew where it is asked for again', async () => {
  const worker = bench.clips();
  const request = { span: spanOf('never', 0, 5) };
  const sentAt = ago(1_000);
  const vain = await bench.ask(worker, request, { sentAt });
  expect(vain).toMatchObject({ acknowledge: true, outcomes: [{ result: 'not-available' }] });
  expect(bench.notified.at(-1)?.clip).toMatchObject({
    status: 'CLIP_NOT_AVAILABLE',
    reason: expect.stringMatching(/^There is no recording from /),
  });
  expect(await bench.ask(worker, request, { sentAt })).toMatchObject({
    outcomes: [{ result: 'not-available' }],
  });
  expect(states()).toEqual(['not-available']);

  await bench.record('never', 0);
  expect(await bench.ask(worker, request, { id: 'm2' })).toMatchObject({
    outcomes: [{ result: 'complete' }],
  });
});

it.each([
  ['long ago', -400_000, /begins at .*, more than 259200 s before/],
  ['far in the future', 8_000, /ends at .*, more than 900 s after/],
])('is out of range where it is of %s', async (name, second, words) => {
  const worker = bench.clips();
  const request = { span: spanOf(`range-${second}`, second, second + 5) };
  const handled = await bench.ask(worker, request);
  expect(handled, name).toMatchObject({ acknowledge: true, outcomes: [{ result: 'out-of-range' }] });
  expect(bench.notified.at(-1)?.clip).toMatchObject({
    status: 'CLIP_OUT_OF_RANGE',
    reason: expect.stringMatching(words),
  });
  // Twice the same message is one answer; whoever asks again gets one, too.
  await bench.ask(worker, request);
  await bench.ask(worker, request, { id: 'm2' });
  expect(bench.notified.map(({ state }) => state)).toEqual(['out-of-range', 'out-of-range']);
});

it('is made with a gap that is told where gaps are allowed, and not at all where they are refused', async () => {
  for (const second of [0, 20]) await bench.record('holed', second);
  const request = { span: spanOf('holed', 5, 25) };
  const worker = bench.clips();
  expect(await bench.ask(worker, request)).toMatchObject({ outcomes: [{ result: 'complete' }] });
  expect(bench.notified.at(-1)?.clip?.gaps).toEqual([
    { startTimestampInMs: expect.any(Number), endTimestampInMs: HOUR + 20_000 },
  ]);
  const strict: ClipPreset = { ...SMALL_CLIPS, gaps: { policy: 'refuse' }, pendingSeconds: 0 };
  const refused = await bench.ask(bench.clips({ preset: strict }), { ...request, clipId: 'strict' });
  expect(refused).toMatchObject({ outcomes: [{ result: 'not-available' }] });
  expect(bench.notified.at(-1)?.clip?.reason).toMatch(/the preset refuses gaps\.$/);
});

it('cuts parts of uploads, and refuses what cannot be by the name of the field', async () => {
  const film = await bench.record('film', 0);
  const { Body } = await bench.clients.s3.send(new GetObjectCommand({ Bucket: 'recordings', Key: film }));
  await bench.put('film.mp4', Buffer.from((await Body?.transformToByteArray()) ?? []));
  const worker = bench.clips();
  const part = (from: number, to: number, key = 'film.mp4') => ({ key, from, to });
  const reel = { span: { parts: [part(1, 2), part(8, 9.5), part(1, 2)] } };
  expect(await bench.ask(worker, reel)).toMatchObject({ outcomes: [{ result: 'complete' }] });
  expect((await bench.clip(worker, reel))?.clip?.taken?.map(({ atSeconds }) => atSeconds)).toEqual([
    0, 1, 2.5,
  ]);
  for (const [parts, code, words] of [
    [[part(1, 2), part(1, 2, 'none.mp4')], 'source-gone', /^parts\.1\.key: there is no object/],
    [[part(1.001, 1.002)], 'clip-empty', /^There is no picture/],
    [[part(1, 60)], 'clip-too-long', /^parts: the clip would be 59 s long/],
    [[part(0.1, 30.3), part(0.1, 30.3)], 'clip-too-long', /would be 60.4 s long/],
    [[part(1, 2), part(5, 12)], 'past-the-end', /^parts\.1\.to: 12 s is past the end/],
  ] as const) {
    const handled = await bench.ask(worker, { span: { parts: [...parts] } });
    expect(handled).toMatchObject({
      acknowledge: false,
      failure: { code, message: expect.stringMatching(words) },
    });
    expect(bench.notified.at(-1)).toMatchObject({ state: 'failed', clip: { status: 'FATAL_ERROR' } });
  }
});

it('is copied where the preset would have that and sources allow it, else encoded, and says why', async () => {
  for (const second of [0, 10, 30]) await bench.record('copied', second);
  const worker = bench.clips({ preset: { ...SMALL_CLIPS, cut: 'copy' } });
  const cut = async (from: number, to: number) => {
    const handled = await bench.ask(worker, { span: spanOf('copied', from, to) });
    return handled.outcomes[0]?.job.output?.clip;
  };
  expect(await cut(4, 12)).toMatchObject({ cut: 'copy', earlierSeconds: 4 });
  expect(await cut(18, 31)).toMatchObject({
    cut: 'exact',
    cutReason: expect.stringMatching(/^It has a gap/),
  });
});

it('keeps an id for one clip, until that has come to nothing', async () => {
  await bench.record('names', 0);
  const worker = bench.clips();
  await bench.ask(worker, { span: spanOf('names', 0, 5), clipId: 'mine' });
  const other = await bench.ask(worker, { span: spanOf('names', 1, 5), clipId: 'mine' }, { id: 'm2' });
  expect(other).toMatchObject({ acknowledge: false, failure: { code: 'clip-id-taken' } });
  expect(await bench.clip(worker, { span: spanOf('names', 0, 5), clipId: 'mine' })).toMatchObject({
    state: 'complete',
  });
  await bench.ask(worker, { span: spanOf('names', -400_000, -399_990), clipId: 'old' });
  const anew = await bench.ask(worker, { span: spanOf('names', 1, 5), clipId: 'old' }, { id: 'm3' });
  expect(anew).toMatchObject({ outcomes: [{ result: 'complete' }] });
});

it('is cut anew where a recording is overwritten meanwhile, and not published as it was', async () => {
  await bench.record('changing', 0);
  const worker = bench.clips();
  const request = { span: spanOf('changing', 0, 5) };
  const { recordings } = worker.ports;
  if (!recordings) throw new Error('There are none.');
  let reads = 0;
  const changing = {
    ...recordings,
    readRange: async (...args: Parameters<typeof recordings.readRange>) => {
      reads += 1;
      if (reads === 1) return await recordings.readRange(...args);
      await bench.record('changing', 0, 'other');
      return await recordings.readRange(...args);
    },
  };
  const cut = bench.clips({ ports: { recordings: changing } });
  expect(await bench.ask(cut, request)).toMatchObject({
    acknowledge: false,
    failure: { code: 'recording-changed', class: 'transient' },
  });
  expect((await bench.keys(OUTPUT)).filter(key => key.startsWith('changing/'))).toEqual([]);
});

it('sees no failure in looks that found something missing', async () => {
  const worker = bench.clips();
  const request = { span: spanOf('flaky', 0, 5) };
  for (let receiveCount = 1; receiveCount <= 7; receiveCount += 1)
    await bench.ask(worker, request, { receiveCount });
  const broken = bench.clips({
    ports: {
      recordings: { find: () => Promise.reject(new Error('down')), readRange: () => Promise.reject() },
    },
  });
  const failed = await bench.ask(broken, request, { receiveCount: 8 });
  expect(failed).toMatchObject({ acknowledge: false, failure: { class: 'transient' } });
  expect(await bench.clip(worker, request)).toMatchObject({ state: 'pending' });
  for (let receiveCount = 9; receiveCount <= 12; receiveCount += 1)
    await bench.ask(broken, request, { receiveCount });
  expect(await bench.clip(worker, request)).toMatchObject({ state: 'failed', failure: { message: 'down' } });
});

it('is made by nobody else: uploads do not come to it, nor clips to other renditions', async () => {
  expect(await handleMessage(received('film.mp4'), bench.clips())).toMatchObject({
    acknowledge: false,
    failure: { code: 'bad-message', message: expect.stringMatching(/cuts clips: ask for one/) },
  });
  expect(await bench.ask(bench.worker(), { span: spanOf('gate', 0, 5) })).toMatchObject({
    acknowledge: false,
    failure: { code: 'bad-message', message: expect.stringMatching(/with the attribute "rendition"/) },
  });
});

it('is taken over where its worker died', async () => {
  await bench.record('killed', 0);
  const worker = bench.clips();
  const request = { span: spanOf('killed', 0, 5) };
  const never = new Promise<never>(() => {});
  const dying = bench.clips({
    settings: { leaseSeconds: 6 },
    ports: { outputs: { ...worker.ports.outputs, describe: () => never } },
  });
  void bench.ask(dying, request);
  await expect.poll(async () => (await bench.clip(worker, request))?.state).toBe('running');
  const { jobId } = (await bench.clip(worker, request)) as Job;
  expect(await bench.ask(worker, request, { receiveCount: 2 })).toMatchObject({ acknowledge: false });
  await bench.endLease('film.mp4', jobId);
  expect(await bench.ask(worker, request, { receiveCount: 3 })).toMatchObject({
    outcomes: [{ result: 'complete' }],
  });
  expect((await bench.clip(worker, request))?.attempts.map(({ outcome }) => outcome)).toEqual([
    'lost',
    'complete',
  ]);
});

it('that does not fit the function is made by MediaConvert, and ended by its function, to which its message comes back once', async () => {
  for (const second of [0, 10]) await bench.record('long', second);
  const request = { span: spanOf('long', 8, 12), clipId: 'managed' };
  const worker = bench.clips({ settings: { managed: { enabled: true, aboveSeconds: 0 } } });
  expect(await bench.ask(worker, request)).toMatchObject({ outcomes: [{ result: 'submitted' }] });
  const submitted = (await bench.clip(worker, request)) as Job;
  const [managed] = await bench.managedJobs(submitted.jobId);
  await bench.managedJobMade(managed?.id ?? '');
  const event = managedEvent(submitted);
  const finish = () => finishManagedJob(event, bench.finishPorts(), { progressNewsPercent: 25 });
  expect(await finish()).toMatchObject({ result: 'queued' });
  expect(await finish()).toMatchObject({ result: 'stale' });
  const letters = await bench.letters();
  expect(letters.map(({ body }) => JSON.parse(body).clipId)).toEqual(['managed']);

  expect(await bench.ask(worker, request, { id: 'back' })).toMatchObject({
    outcomes: [{ result: 'complete' }],
  });
  const job = (await bench.clip(worker, request)) as Job;
  expect(job.attempts.map(({ engine, outcome }) => [engine, outcome])).toEqual([
    ['mediaconvert', 'encoded'],
    ['ffmpeg', 'complete'],
  ]);
  expect(job.output).toMatchObject({ key: 'long/managed/manifest.json', clip: { cut: 'exact' } });
  expect(job.output?.durationSeconds).toBeCloseTo(4, 1);
  expect((await bench.keys(OUTPUT)).filter(key => key.startsWith('.fanreel/'))).toEqual([]);
  expect(await bench.managedJobs(submitted.jobId)).toHaveLength(1);
});

it('whose message was lost is asked for again by the sweep as it was asked for, and is over where its preset has changed', async () => {
  const worker = bench.clips();
  const request = { span: spanOf('lost', 0, 5), clipId: 'lost' };
  await bench.ask(worker, request);
  const asked: unknown[] = [];
  const requests = {
    publish: async () => {},
    publishClip: async (...one: unknown[]) => void asked.push(one),
  };
  const { name, presetHash } = worker.rendition;
  const swept = (hash: string) =>
    sweep(
      { ...bench.sweepPorts(), requests },
      {
        overdueMs: -200_000,
        namings: new Map([[name, { name, presetHash: hash, kind: 'clip' }]]),
        ...{ maxReceiveCount: 5, progressNewsPercent: 25, budget: {} },
      },
    );
  await swept(presetHash);
  const reason = 'overdue: pending';
  expect(asked).toContainEqual([{ clipId: 'lost', span: request.span, force: false, reason }, name]);
  const again = await bench.ask(worker, request, { id: 'again' });
  expect(again.outcomes[0]?.result).toMatch(/^(already-)?pending$/);
  await swept('another');
  expect(await bench.clip(worker, request)).toMatchObject({ state: 'superseded' });
});
