import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNFINISHED } from '../../../contract/jobState.ts';
import { dynamoDrops } from '../../../handlers/aws/dynamo/dynamoDrops.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { type Movie, readMovie } from '../../../media/movie/readMovie.ts';
import { readSamples } from '../../../media/movie/samples.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { NotForSegments } from '../../../media/segments/index.ts';
import type { Handled } from '../../../pipeline/answerTo.ts';
import { expectedFilmRequestsUsd } from '../../../pipeline/attempt/expectedElsewhere.ts';
import {
  AFTER_A_NOTICE,
  NOTED_OF_ITS_SOURCE,
  REQUESTS_AROUND_HANDING_ON,
  REQUESTS_AROUND_STEP,
} from '../../../pipeline/attempt/requestsAround.ts';
import { dropJob } from '../../../pipeline/drop/dropJob.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import { LostLease } from '../../../pipeline/ports/lostLease.ts';
import { sweep } from '../../../pipeline/sweep/sweep.ts';
import type { QueueMessage } from '../../../pipeline/worker/queueMessage.ts';
import { addRequests, NO_REQUESTS, type Requests, requestsUsd } from '../../../prices/requests.ts';
import { INPUT, received, TABLE, withPorts } from '../support/bench.ts';
import { RequestCount } from '../support/countRequests.ts';
import { results } from '../support/managedBench.ts';
import {
  asReceived,
  FILM_PRESET,
  type FilmBench,
  film,
  makeAll,
  openFilmBench,
  pieceIn,
} from './filmBench.ts';

const count = new RequestCount();
let seenOfWhole = NO_REQUESTS;
let bench: FilmBench;

const soundOf = ({ tracks }: Movie) => tracks.find(({ handler }) => handler === 'soun');

const samplesOf = ({ tracks }: Movie) =>
  readSamples(tracks.find(({ handler }) => handler === 'vide')?.tables ?? []);

/** Of a film of three pieces what is asked by others than its functions: the upload's topic, the event source, the log, its source's end. */
const BY_OTHERS: Partial<Requests>[] = [
  NOTED_OF_ITS_SOURCE,
  { snsPublishes: 1, logBytes: REQUESTS_AROUND_HANDING_ON.logBytes },
  // Received and deleted; each news of it is sent as well.
  { sqsRequests: 4 * 2 + 4, logBytes: 4 * REQUESTS_AROUND_STEP.logBytes },
];

const PACE = { leaseSeconds: 30, progressSeconds: 1, progressNewsPercent: 25 };

/** So long that its sound is two pieces. */
const LONG = { ...film(190), rate: 2, args: ['-g', '10'] };

beforeAll(async () => {
  bench = await openFilmBench(count.onRequest);
});

afterAll(() => bench?.close());

it('is made by whoever gets its pieces, and ended by whoever makes the last, as one plain file', async () => {
  const messages = await bench.cut('whole.mp4');
  // But for its upload.
  seenOfWhole = addRequests(count.seen, { s3Writes: -1 });
  expect(await bench.jobOf('whole.mp4')).toMatchObject({ state: 'submitted', engine: 'segments' });
  expect(messages.map(message => pieceIn(message).name)).toEqual(['sound-0', 0, 1]);
  count.reset();
  const handled = await makeAll(messages.toReversed(), bench.worker());
  seenOfWhole = addRequests(seenOfWhole, count.seen);
  expect(handled.map(results)).toEqual([[], [], ['complete']]);
  const job = await bench.jobOf('whole.mp4');
  expect(job).toMatchObject({ state: 'complete', output: { key: 'whole.mp4' } });
  // By what S3 has answered to its completion.
  const stored = await bench.worker().ports.outputs.describe('made-videos', 'whole.mp4');
  expect(job.output).toMatchObject({ eTag: stored?.eTag, sizeBytes: stored?.sizeBytes });
  expect(await bench.keys('made-videos')).toEqual(['whole.mp4']);
  const made = await probeFile(await bench.download('whole.mp4'));
  expect(made).toMatchObject({ container: 'mp4', video: { frameCount: 300, height: 72 } });
  expect(made.audio?.durationSeconds).toBeCloseTo(30, 1);
});

it('costs what all of its workers do, in the one attempt that it is', async () => {
  const job = await bench.jobOf('whole.mp4');
  const [attempt] = job.attempts;
  expect(job.attempts).toHaveLength(1);
  expect(attempt).toMatchObject({ engine: 'segments', outcome: 'complete' });
  // Two vCPUs at $0.0000166667 a GB-second, for longer than the encode.
  expect(attempt?.usd).toBeGreaterThan((attempt?.encodeSeconds ?? 0) * 3.455 * 0.000_016);
  expect(attempt?.billedSeconds).toBeGreaterThan(attempt?.encodeSeconds ?? 0);
});

it('is billed, and quoted, for about the requests that S3, SQS and DynamoDB have seen of it', async () => {
  const { attempts } = await bench.jobOf('whole.mp4');
  const billed = attempts[0]?.requestsUsd ?? 0;
  const news = bench.notified.filter(({ source }) => source?.key === 'whole.mp4').map(() => AFTER_A_NOTICE);
  const seen = requestsUsd([...news, ...BY_OTHERS].reduce<Requests>(addRequests, seenOfWhole));
  console.log({ billed, seen, quoted: expectedFilmRequestsUsd(3, 0.5, PACE), seenOfWhole });
  expect(billed).toBeGreaterThan(0.9 * seen);
  expect(billed).toBeLessThan(1.1 * seen);
  const quoted = expectedFilmRequestsUsd(3, 0.5, PACE);
  expect(quoted).toBeGreaterThan(0.75 * seen);
  expect(quoted).toBeLessThan(1.25 * seen);
});

it('tells how much of it is made', async () => {
  const told = bench.notified.filter(({ source }) => source?.key === 'whole.mp4');
  expect(told.map(({ state, progress }) => [state, progress])).toEqual([
    ['submitted', 0],
    ['submitted', 33],
    ['submitted', 66],
    ['complete', 100],
  ]);
});

it('is given back piece by piece by workers that have to end, which no one holds against it', async () => {
  const [sound, first, second] = await bench.cut('given-back.mp4');
  if (!sound || !first || !second) throw new Error('It was not cut.');
  const leaving = { signal: AbortSignal.abort(), graceSeconds: 20 };
  for (let receiveCount = 1; receiveCount <= 2; receiveCount += 1) {
    expect(await handleMessage({ ...first, receiveCount, leaving }, bench.worker())).toMatchObject({
      ...{ acknowledge: false, retryInSeconds: 0 },
      failure: { code: 'worker-stopped' },
    });
  }
  // SQS would put it into the DLQ soon, or where it may be received once only at the next look.
  const once = { ...first, leaving };
  expect(await handleMessage(once, bench.worker({ maxReceiveCount: 1 }))).toMatchObject({
    acknowledge: true,
  });
  const [anew] = await bench.waiting();
  expect(anew?.message.body).toBe(first.message.body);
  expect(anew?.pieceIndex).toEqual(first.pieceIndex);
  const handled = await makeAll([sound, second, first], bench.worker());
  expect(handled.map(results).at(-1)).toEqual(['complete']);
  const { films } = bench.worker().ports;
  const made = (await films.records(pieceIn(first), [0])).get(0);
  expect(made?.attempts.map(({ outcome }) => outcome)).toEqual([
    ...Array.from({ length: 3 }, () => 'worker-stopped'),
    'complete',
  ]);
});

describe('of its source each piece of its pictures', () => {
  /** Makes all pieces of a film, and returns what the workers of its pictures have read that is no sample. */
  async function readBesideSamples(key: string, change: (message: QueueMessage) => QueueMessage) {
    const messages = await bench.cut(key);
    const range = async (offset: number, length: number) => bench.film.subarray(offset, offset + length);
    const { at, bytes } = samplesOf(await readMovie(range, bench.film.length));
    const [begin, end] = [at[0] ?? 0, (at.at(-1) ?? 0) + (bytes.at(-1) ?? 0)];
    const beside: [number, number][] = [];
    const worker = bench.worker();
    const { sources } = worker.ports;
    const watched = withPorts(worker, {
      sources: {
        readRange: async (...[source, offset, length]: Parameters<typeof sources.readRange>) => {
          if (offset < begin || offset + length > end) beside.push([offset, length]);
          return await sources.readRange(source, offset, length);
        },
      },
    });
    const handled = [];
    for (const message of messages) {
      const isSound = pieceIn(message).name === 'sound-0';
      handled.push(await handleMessage(isSound ? message : change(message), isSound ? worker : watched));
    }
    expect(handled.map(results)).toEqual([[], [], ['complete']]);
    return beside;
  }

  it('reads its samples and nothing else, for the index of these comes with its message', async () => {
    expect(await readBesideSamples('indexed.mp4', message => message)).toEqual([]);
  });

  it.each([
    ['no index came', null],
    ['a damaged index came', Buffer.from('no index')],
  ])('reads the index as well where %s', async (_, pieceIndex) => {
    const key = `${pieceIndex?.length ?? 'no'}.mp4`;
    const beside = await readBesideSamples(key, message => ({ ...message, pieceIndex }));
    expect(beside.length).toBeGreaterThan(0);
  });
});

describe('a worker that dies', () => {
  it('costs the piece that it had, and no other', async () => {
    const messages = await bench.cut('lost.mp4');
    const [sound, first, ...others] = messages as [(typeof messages)[0], (typeof messages)[0]];
    await bench.dieAt(pieceIn(first));
    const handled = await makeAll(
      [sound, ...others, asReceived('again', first.message.body, 2)],
      bench.worker(),
    );
    expect(handled.map(results).at(-1)).toEqual(['complete']);
    const { films } = bench.worker().ports;
    const records = await films.records(pieceIn(first), ['sound-0', 0, 1, 'merge']);
    const outcomes = [...records].map(([name, { attempts }]) => [name, ...attempts.map(one => one.outcome)]);
    expect(outcomes).toEqual([
      ['sound-0', 'complete'],
      [0, 'lost', 'complete'],
      [1, 'complete'],
      ['merge', 'complete'],
    ]);
    const job = await bench.jobOf('lost.mp4');
    const lost = records.get(0)?.attempts[0]?.usd ?? 0;
    expect(lost).toBeGreaterThan(0);
    expect(job.attempts[0]?.usd).toBeGreaterThan(lost);
  });

  it('costs no more than its portion where workers before it have died at that piece', async () => {
    const messages = await bench.cut('portions.mp4');
    const [sound, first, second] = messages as [
      (typeof messages)[0],
      (typeof messages)[0],
      (typeof messages)[0],
    ];
    const worker = bench.worker();
    await makeAll([sound, second], worker);
    const step = pieceIn(first);
    await bench.dieAt(step);
    // The next one dies when it has noted its first portion.
    const { films } = worker.ports;
    const dying = withPorts(worker, {
      films: {
        keep: async (...kept: Parameters<typeof films.keep>) => {
          await films.keep(...kept);
          throw new Error('gone');
        },
      },
    });
    expect(await handleMessage(first, dying)).toMatchObject({ acknowledge: false });
    const kept = (await films.records(step, [0])).get(0);
    expect(kept?.portions).toMatchObject([{ frames: 40, attempt: 2 }]);
    expect((await makeAll([first], worker)).map(results)).toEqual([['complete']]);
    const made = (await films.records(step, [0])).get(0);
    expect(made?.portions?.map(({ frames, attempt }) => [frames, attempt])).toEqual([
      [40, 2],
      [40, 3],
      // One that lives makes each longer than the one before.
      [80, 3],
    ]);
    const { video } = await probeFile(await bench.download('portions.mp4'));
    expect(video.frameCount).toBe(300);
    const [attempt] = (await bench.jobOf('portions.mp4')).attempts;
    // Of the one that died the portion that it had noted was not in vain.
    expect(attempt?.wastedEncodeSeconds).toBeLessThan(made?.attempts[1]?.encodeSeconds ?? 0);
  });

  it('as it cuts a film has that asked for anew before the message comes to the DLQ', async () => {
    await bench.put('cutters.mp4', bench.film);
    const { ledger } = bench.worker().ports;
    const dying = withPorts(bench.worker(), {
      films: { keepCut: async () => Promise.reject(new Error('gone')) },
      ledger: { release: async () => Promise.reject(new Error('gone')) },
    });
    await handleMessage(received('cutters.mp4'), dying);
    const { jobId } = await bench.jobOf('cutters.mp4');
    await bench.endLease('cutters.mp4', jobId);
    const worn = received('cutters.mp4', { receiveCount: 3 });
    expect(await handleMessage(worn, bench.worker())).toMatchObject({
      acknowledge: true,
      ignored: 'It was received too often, and has been asked for anew.',
    });
    const [anew] = await bench.waiting();
    expect(anew?.message.body).toBe(worn.message.body);
    expect(anew && results(await handleMessage(anew, bench.worker()))).toEqual(['submitted']);
    expect((await ledger.get(jobId))?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', undefined]);
    expect((await makeAll(await bench.waiting(), bench.worker())).map(results).at(-1)).toEqual(['complete']);
  });

  it('after it has asked for the pieces leaves them to be used by the next attempt', async () => {
    await bench.put('planner.mp4', bench.film);
    const dying = withPorts(bench.worker(), {
      ledger: {
        release: async () => {
          throw new Error('gone');
        },
      },
    });
    await handleMessage(received('planner.mp4'), dying);
    const [sound, first] = await bench.waiting();
    if (!sound || !first) throw new Error('nothing was asked for');
    await makeAll([sound, first], bench.worker());
    await bench.endLease('planner.mp4', (await bench.jobOf('planner.mp4')).jobId);
    expect(
      results(await handleMessage(received('planner.mp4', { receiveCount: 2 }), bench.worker())),
    ).toEqual(['submitted']);
    const asked = await bench.waiting();
    expect(asked.map(message => pieceIn(message).name)).toEqual([1]);
    expect((await makeAll(asked, bench.worker())).map(results).at(-1)).toEqual(['complete']);
  });

  it('after it has published the film leaves its end to the next receive, which makes nothing again', async () => {
    const messages = await bench.cut('published.mp4');
    const worker = bench.worker();
    const dying = withPorts(worker, {
      ledger: { settle: async () => Promise.reject(new Error('gone')) },
    });
    const last = messages.at(-1);
    if (!last) throw new Error('nothing was asked for');
    await makeAll(messages.slice(0, -1), worker);
    expect(await handleMessage(last, dying)).toMatchObject({ acknowledge: false });
    const before = await bench.output('published.mp4');
    expect(results(await handleMessage(asReceived('again', last.message.body, 2), worker))).toEqual([
      'complete',
    ]);
    expect(await bench.output('published.mp4')).toEqual(before);
  });
});

it('is asked for again where its messages were lost', async () => {
  const messages = await bench.cut('silent.mp4');
  await makeAll(messages.slice(0, 2), bench.worker());
  const { jobId } = await bench.jobOf('silent.mp4');
  const options = {
    overdueMs: -1_000,
    namings: new Map(),
    maxReceiveCount: 5,
    progressNewsPercent: 25,
    budget: {},
  };
  await sweep(bench.sweepPorts(), options);
  const again = (await bench.waiting()).filter(message => pieceIn(message).jobId === jobId);
  expect(again.map(message => pieceIn(message).name)).toEqual([1]);
  expect((await makeAll(again, bench.worker())).map(results).at(-1)).toEqual(['complete']);
});

it('has each piece made once, however often it is asked for', async () => {
  const messages = await bench.cut('twice.mp4');
  const worker = bench.worker();
  const both = messages.flatMap(message => [message, asReceived('copy', message.message.body)]);
  const handled = await Promise.all(both.map(message => handleMessage(message, bench.worker())));
  const left = both.filter((_, index) => !handled[index]?.acknowledge);
  const ended = [...handled, ...(await makeAll(left, worker))].flatMap(results);
  expect(ended).toEqual(['complete']);
  const { films } = worker.ports;
  const [first] = messages;
  const records = first && (await films.records(pieceIn(first), ['sound-0', 0, 1]));
  expect([...(records?.values() ?? [])].map(({ attempts }) => attempts.length)).toEqual([1, 1, 1]);
});

it('has a message asked for anew that would soon come to the DLQ', async () => {
  const [sound, ...others] = await bench.cut('worn.mp4');
  if (!sound) throw new Error('nothing was asked for');
  const worn = asReceived('worn', sound.message.body, 3);
  expect(await handleMessage(worn, bench.worker())).toMatchObject({
    acknowledge: true,
    ignored: 'It was received too often, and has been asked for anew.',
  });
  const fresh = await bench.waiting();
  expect(fresh.map(({ message }) => message.body)).toEqual([sound.message.body]);
  expect((await makeAll([...others, ...fresh], bench.worker())).map(results).at(-1)).toEqual(['complete']);
});

describe('whose sound is long enough to be cut as well', () => {
  let long: Buffer;
  beforeAll(async () => {
    const path = join(bench.folder, 'long.mp4');
    long = readFileSync(await makeClip(path, LONG));
  });
  const cutLong = async (key: string, film: Buffer) => {
    await bench.put(key, film);
    expect(results(await handleMessage(received(key), bench.worker()))).toEqual(['submitted']);
    return await bench.waiting();
  };

  it('is made of pieces of that, too, as long as its source', async () => {
    const messages = await cutLong('long.mp4', long);
    expect(messages.map(message => pieceIn(message).name).slice(0, 3)).toEqual(['sound-0', 'sound-1', 0]);
    expect((await makeAll(messages, bench.worker())).map(results).at(-1)).toEqual(['complete']);
    const made = await probeFile(await bench.download('long.mp4'));
    expect(made).toMatchObject({ video: { frameCount: 380 }, audio: { codec: 'aac', channels: 1 } });
    expect(made.audio?.durationSeconds).toBeCloseTo(190, 1);
    // What its job tells is what it was encoded with.
    const { plan } = await bench.jobOf('long.mp4');
    expect(plan?.kind === 'video' && plan.audio?.bitrateKbps).toBe(FILM_PRESET.audio.bitrateKbps * 1.25);
    expect((await bench.keys('made-videos')).filter(key => key.startsWith('.fanreel/'))).toEqual([]);
  });

  it('loses no more than a portion of its sound where workers die at that', async () => {
    const messages = await cutLong('long-lost.mp4', long);
    const [first] = messages;
    const step = first && pieceIn(first);
    if (!step) throw new Error('nothing was asked for');
    await bench.dieAt(step);
    expect((await makeAll(messages, bench.worker())).map(results).at(-1)).toEqual(['complete']);
    const record = (await bench.worker().ports.films.records(step, ['sound-0'])).get('sound-0');
    expect(record?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'complete']);
    expect(record?.portions?.length).toBe(3);
    const frames = async (key: string) => {
      const file = readFileSync(await bench.download(key));
      const movie = await readMovie(async (at, length) => file.subarray(at, at + length), file.length);
      return readSamples(soundOf(movie)?.tables ?? []).count;
    };
    expect(await frames('long-lost.mp4')).toBe(await frames('long.mp4'));
  });

  it('is cut anew, its sound in one piece, where that is not decoded to what its tables tell', async () => {
    const damaged = Buffer.from(long);
    const movie = await readMovie(async (at, length) => long.subarray(at, at + length), long.length);
    const track = soundOf(movie);
    const { at, bytes, count } = readSamples(track?.tables ?? []);
    const middle = Math.floor(count / 2);
    damaged.fill(0xff, at[middle], (at[middle] ?? 0) + (bytes[middle] ?? 0));
    const messages = await cutLong('damaged.mp4', damaged);
    const ended = await makeAll(messages.slice(0, 2), bench.worker());
    expect(ended.flatMap(results)).toEqual(['queued']);
    expect((await bench.jobOf('damaged.mp4')).failure).toMatchObject({ code: 'sound-not-in-pieces' });
    const [back] = await bench.waiting();
    expect(back && results(await handleMessage(back, bench.worker()))).toEqual(['submitted']);
    expect(await bench.jobOf('damaged.mp4')).toMatchObject({
      ...{ engine: 'segments', state: 'submitted' },
      reason: expect.stringMatching(/its sound is made in one piece: A piece of it was not decoded/),
    });
    expect((await bench.waiting()).map(message => pieceIn(message).name).slice(0, 2)).toEqual(['sound', 0]);
  });
});

it('says why sound that is long enough to be cut is one piece', async () => {
  const path = join(bench.folder, 'lossless.mp4');
  await makeClip(path, { ...LONG, args: ['-g', '10', '-c:a', 'alac'] });
  await bench.put('lossless.mp4', readFileSync(path));
  await handleMessage(received('lossless.mp4'), bench.worker());
  expect((await bench.waiting()).map(message => pieceIn(message).name).slice(0, 2)).toEqual(['sound', 0]);
  const { reason } = await bench.jobOf('lossless.mp4');
  expect(reason).toMatch(
    /its sound is made in one piece: Its sound \(alac\) is not in packets of one length\.$/,
  );
});

describe('goes to another engine', () => {
  it('at once where it cannot be cut', async () => {
    await bench.put('uncut.mp4', bench.film);
    const worker = withPorts(bench.worker(), {
      sources: {},
      films: {
        keepCut: async () => {
          throw new NotForSegments('Its index tells nothing.');
        },
      },
    });
    expect(results(await handleMessage(received('uncut.mp4'), worker))).toEqual(['submitted']);
    const job = await bench.jobOf('uncut.mp4');
    expect(job).toMatchObject({ engine: 'mediaconvert', attempts: [{ engine: 'mediaconvert' }] });
    expect(job.reason).toMatch(/cannot be made in pieces: Its index tells nothing\./);
  });

  it('after a piece has failed twice, with the message that asked for it', async () => {
    const [sound] = await bench.cut('failing.mp4');
    if (!sound) throw new Error('nothing was asked for');
    const failing = withPorts(bench.worker(), {
      outputs: { stageFile: async () => Promise.reject(new Error('no room')) },
    });
    expect(await handleMessage(sound, failing)).toMatchObject({
      acknowledge: false,
      failure: { message: 'no room' },
    });
    expect(results(await handleMessage(sound, failing))).toEqual(['queued']);
    const [back] = await bench.waiting();
    expect(back?.message.body).toMatch(/failing\.mp4/);
    expect(back && results(await handleMessage(back, bench.worker()))).toEqual(['submitted']);
    const job = await bench.jobOf('failing.mp4');
    expect(job).toMatchObject({ engine: 'mediaconvert', attempts: [{ engine: 'segments' }, {}] });
    expect(job.reason).toMatch(/could not be made in pieces before/);
    // What is still asked for of it is nobody's work any more.
    expect(await handleMessage(sound, bench.worker())).toMatchObject({ acknowledge: true, outcomes: [] });
  });
});

it('gives way to a newer version of its source', async () => {
  const [sound] = await bench.cut('newer.mp4');
  const { jobId } = await bench.jobOf('newer.mp4');
  await bench.put('newer.mp4', Buffer.concat([bench.film, Buffer.alloc(8)]));
  expect(sound && results(await handleMessage(sound, bench.worker()))).toEqual(['superseded']);
  expect(await bench.worker().ports.ledger.get(jobId)).toMatchObject({ state: 'superseded' });
});

it('fails for good where its source was deleted', async () => {
  const [sound] = await bench.cut('deleted.mp4');
  const { jobId } = await bench.jobOf('deleted.mp4');
  await bench.clients.s3.send(new DeleteObjectCommand({ Bucket: INPUT, Key: 'deleted.mp4' }));
  expect(sound && results(await handleMessage(sound, bench.worker()))).toEqual(['failed']);
  const job = await bench.worker().ports.ledger.get(jobId);
  expect(job).toMatchObject({ state: 'failed', failure: { code: 'source-gone' } });
  // Its message is on its way to the DLQ.
  expect((await bench.waiting()).map(({ message }) => message.body)).toEqual([
    expect.stringContaining('deleted.mp4'),
  ]);
});

it('gives way where it is wished otherwise since, and its message looks what is wished now', async () => {
  const messages = await bench.cut('wished.mp4');
  const { jobId } = await bench.jobOf('wished.mp4');
  await bench.put('wished.mp4.json', Buffer.from('{"trim":{"to":5}}'));
  expect((await makeAll(messages, bench.worker())).flatMap(results)).toEqual(['superseded']);
  expect(await bench.worker().ports.ledger.get(jobId)).toMatchObject({ state: 'superseded' });
  expect((await bench.waiting()).map(({ message }) => message.body)).toEqual([
    received('wished.mp4').message.body,
  ]);
});

it('is made anew where that is asked for, of pieces of its own', async () => {
  const { attempts } = await bench.jobOf('whole.mp4');
  const again = received('whole.mp4', { id: 'again', force: true });
  expect(results(await handleMessage(again, bench.worker()))).toEqual(['submitted']);
  const messages = await bench.waiting();
  expect(messages).toHaveLength(3);
  expect((await makeAll(messages, bench.worker())).map(results).at(-1)).toEqual(['complete']);
  const job = await bench.jobOf('whole.mp4');
  expect(job.attempts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete']);
  expect(job.attempts[1]?.cut).not.toBe(attempts[0]?.cut);
});

it('is not held up by a worker that is late, which removes what it has put aside behind its end', async () => {
  const messages = await bench.cut('late.mp4');
  const [, first] = messages as [QueueMessage, QueueMessage];
  const worker = bench.worker();
  const { outputs } = worker.ports;
  let ended: Handled[] = [];
  const late = withPorts(worker, {
    outputs: {
      stageFile: async (path: string, to: Parameters<typeof outputs.stageFile>[1]) => {
        // Whoever works on this bench has its scratch to itself.
        const copy = join(bench.folder, 'late-piece.mp4');
        copyFileSync(path, copy);
        await bench.loseLease(pieceIn(first));
        ended = await makeAll(messages, worker);
        // It was sent by the time that its worker heard of it.
        return await outputs.stageFile(copy, to, new AbortController().signal);
      },
    },
  });

  expect(await handleMessage(first, late)).toMatchObject({ acknowledge: false });

  expect(ended.map(results).at(-1)).toEqual(['complete']);
  const { jobId } = await bench.jobOf('late.mp4');
  const keys = await bench.keys('made-videos');
  expect(keys.filter(key => key.startsWith('.fanreel/') && key.includes(jobId))).toEqual([]);
});

it('is made of what its ledger has noted, though a worker did not hear of that', async () => {
  const messages = await bench.cut('unheard.mp4');
  const [, first] = messages as [QueueMessage, QueueMessage];
  const worker = bench.worker();
  const { films } = worker.ports;
  const deaf = withPorts(worker, {
    films: {
      release: async (...ended: Parameters<typeof films.release>) => {
        await films.release(...ended);
        throw new LostLease(pieceIn(first).jobId);
      },
    },
  });

  expect(await handleMessage(first, deaf)).toMatchObject({ acknowledge: false });

  expect((await makeAll(messages, worker)).map(results).at(-1)).toEqual(['complete']);
  const record = (await films.records(pieceIn(first), [0])).get(0);
  expect(record?.attempts).toHaveLength(1);
});

it('leaves nothing behind that it has put aside, not of workers that died either', async () => {
  const left = await bench.keys('made-videos');
  expect(left.filter(key => key.startsWith('.fanreel/'))).toEqual([]);
});

it('whose worker died before it noted its piece is ended by the sweep', async () => {
  const messages = await bench.cut('unnoted.mp4');
  const worker = bench.worker();
  const dying = withPorts(worker, { films: { noteMade: async () => Promise.reject(new Error('gone')) } });
  const [sound, ...others] = messages;
  if (!sound) throw new Error('nothing was asked for');
  await handleMessage(sound, dying);
  await makeAll(others, worker);
  const { jobId } = await bench.jobOf('unnoted.mp4');
  await sweep(bench.sweepPorts(), {
    overdueMs: -1_000,
    namings: new Map(),
    maxReceiveCount: 5,
    progressNewsPercent: 25,
    budget: {},
  });
  const again = (await bench.waiting()).filter(message => pieceIn(message).jobId === jobId);
  expect(again.map(message => pieceIn(message).name)).toEqual(['sound-0']);
  expect((await makeAll(again, worker)).map(results)).toEqual([['complete']]);
});

describe('that somebody drops', () => {
  const drop = async (jobId: string) => {
    const { statuses, encoder } = bench.worker().ports;
    const by = { by: 'ann', at: new Date().toISOString() };
    const records = dynamoDrops(bench.clients.dynamo, TABLE);
    return await dropJob({ jobId, states: UNFINISHED, by }, { records, statuses, encoder });
  };
  const stagedOf = async (jobId: string) =>
    (await bench.keys('made-videos')).filter(key => key.includes(jobId));

  it('is ended by whoever gets its next piece, at what its pieces have cost, and leaves nothing behind', async () => {
    const [sound, first, second] = await bench.cut('unwanted.mp4');
    if (!sound || !first || !second) throw new Error('nothing was asked for');
    const worker = bench.worker();
    await handleMessage(first, worker);
    const { jobId } = await bench.jobOf('unwanted.mp4');
    expect(await stagedOf(jobId)).toHaveLength(1);
    expect(await drop(jobId)).toMatchObject({ isDropped: true, before: { state: 'submitted' } });
    expect(results(await handleMessage(second, worker))).toEqual(['dropped']);
    expect(await stagedOf(jobId)).toEqual([]);
    const job = await bench.jobOf('unwanted.mp4');
    expect(job).toMatchObject({ state: 'dropped', attempts: [{ outcome: 'dropped', engine: 'segments' }] });
    expect(job.attempts[0]?.wastedUsd ?? 0).toBe(0);
    expect(job.attempts[0]?.encodeSeconds).toBeGreaterThan(0);
    expect(await handleMessage(sound, worker)).toMatchObject({ acknowledge: true, outcomes: [] });
  });

  it('stops the piece that is made at the moment, and is ended by its worker', async () => {
    const [sound] = await bench.cut('stopped.mp4');
    if (!sound) throw new Error('nothing was asked for');
    const { jobId } = await bench.jobOf('stopped.mp4');
    const worker = bench.worker();
    const watched = withPorts(worker, {
      films: {
        take: async (...taken) => {
          await drop(jobId);
          return await worker.ports.films.take(...taken);
        },
      },
    });
    const quick = { ...watched, settings: { ...watched.settings, leaseSeconds: 0.15 } };
    expect(results(await handleMessage(sound, quick))).toEqual(['dropped']);
    expect(await stagedOf(jobId)).toEqual([]);
    expect(await bench.jobOf('stopped.mp4')).toMatchObject({ attempts: [{ outcome: 'dropped' }] });
  });

  it('is ended by the sweep where its messages were lost', async () => {
    await bench.cut('forgotten.mp4');
    const { jobId } = await bench.jobOf('forgotten.mp4');
    await drop(jobId);
    const now = Date.now;
    Date.now = () => now() + 120_000;
    await sweep(bench.sweepPorts(), {
      overdueMs: -1_000,
      namings: new Map(),
      maxReceiveCount: 5,
      progressNewsPercent: 25,
      budget: {},
    });
    Date.now = now;
    expect(await bench.jobOf('forgotten.mp4')).toMatchObject({ attempts: [{ outcome: 'dropped' }] });
  });
});
