import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { writeWishes } from '../../contract/wishes/metadata.ts';
import { WorkError } from '../../failures/workError.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { handleMessage } from '../../pipeline/handleMessage.ts';
import type { Ledger } from '../../pipeline/ports/ledger.ts';
import type { Outputs } from '../../pipeline/ports/outputs.ts';
import type { Sources } from '../../pipeline/ports/sources.ts';
import type { Worker } from '../../pipeline/worker/worker.ts';
import { PRICES } from '../../prices/priceList.ts';
import { type Bench, INPUT, OUTPUT, openBench, PRESET, QUEUE, received, withPorts } from './support/bench.ts';

let bench: Bench;
let clip: Buffer;
let other: Buffer;
/** A program in ffmpeg's place that must not be run. */
let noFfmpeg: string;

beforeAll(async () => {
  bench = await openBench();
  clip = readFileSync(await makeClip(join(bench.folder, 'clip.mp4'), { size: '256x144' }));
  other = readFileSync(await makeClip(join(bench.folder, 'other.mp4'), { size: '256x144', seconds: 2 }));
  noFfmpeg = join(bench.folder, 'no-ffmpeg');
  writeFileSync(noFfmpeg, '#!/bin/sh\necho must not run >&2\nexit 1\n', { mode: 0o755 });
});

afterAll(() => bench?.close());

beforeEach(() => {
  bench.notified.length = 0;
});

const results = async (message: Parameters<typeof handleMessage>[0], worker: Worker) => {
  const handled = await handleMessage(message, worker);
  return handled.acknowledge ? handled.outcomes.map(({ result }) => result) : handled;
};

it('makes a source once, whatever number of messages ask for it, and says what it cost', async () => {
  await bench.put('twice.mp4', clip);
  expect(await results(received('twice.mp4'), bench.worker())).toEqual(['complete']);
  const made = await bench.output('twice.mp4');
  const idle = bench.worker({ settings: { ffmpegBin: noFfmpeg } });
  expect(await results(received('twice.mp4', { id: 'm2' }), idle)).toEqual(['already-complete']);
  expect(await results(received('twice.mp4', { id: 'm3' }), idle)).toEqual(['already-complete']);
  expect(await bench.output('twice.mp4')).toEqual(made);
  const job = await bench.job('twice.mp4');
  expect(job?.attempts).toEqual([
    expect.objectContaining({ number: 1, messageId: 'm1', engine: 'ffmpeg', outcome: 'complete' }),
  ]);
  const [attempt] = job?.attempts ?? [];
  expect(attempt?.billedSeconds).toBeCloseTo(attempt?.seconds ?? 0, 2);
  expect(attempt?.encodeSeconds).toBeGreaterThan(0);
  expect(attempt?.encodeSeconds).toBeLessThan(attempt?.seconds ?? 0);
  expect(attempt?.usd).toBeGreaterThan(0);
  expect(job?.output).toMatchObject({
    eTag: made?.eTag,
    checksum: expect.stringMatching(/^crc32:/),
    height: 144,
  });
  expect(job).not.toHaveProperty('untold');
});

it('lets one of two receives of a message encode while the other comes back when the lease ends', async () => {
  await bench.put('both.mp4', clip);
  const [first, second] = await Promise.all([
    handleMessage(received('both.mp4'), bench.worker()),
    handleMessage(received('both.mp4', { receiveCount: 2 }), bench.worker()),
  ]);
  const waits = [first, second].find(handled => !handled.acknowledge);
  expect([first, second].filter(handled => handled.acknowledge)).toHaveLength(1);
  expect(waits).toMatchObject({ acknowledge: false, retryInSeconds: expect.any(Number) });
  expect(waits).not.toHaveProperty('failure');
  expect((await bench.job('both.mp4'))?.attempts).toHaveLength(1);
});

it('does not let a message wait its way into the DLQ for a job that another message keeps alive', async () => {
  await bench.put('held.mp4', clip);
  let during: unknown;
  const worker = bench.worker();
  const download: Sources['download'] = async (...args) => {
    during = await handleMessage(
      received('held.mp4', { id: 'm2', receiveCount: 5, remainingMs: () => 31_000 }),
      bench.worker({ settings: { ffmpegBin: noFfmpeg } }),
    );
    await worker.ports.sources.download(...args);
  };
  await handleMessage(received('held.mp4'), withPorts(worker, { sources: { download } }));
  expect(during).toMatchObject({ acknowledge: true, ignored: expect.stringMatching(/Another message/) });
});

it('asks for it anew where its worker is told to end as it waits for another, for the next look would be the DLQ’s', async () => {
  await bench.put('leaving.mp4', clip);
  let during: unknown;
  const worker = bench.worker();
  const download: Sources['download'] = async (...args) => {
    const leaving = { signal: AbortSignal.timeout(50), graceSeconds: 20 };
    during = await handleMessage(
      received('leaving.mp4', { id: 'm2', receiveCount: 5, leaving }),
      bench.worker({ settings: { ffmpegBin: noFfmpeg } }),
    );
    await worker.ports.sources.download(...args);
  };
  await handleMessage(received('leaving.mp4'), withPorts(worker, { sources: { download } }));
  expect(during).toMatchObject({ acknowledge: true, ignored: expect.stringMatching(/asked for anew/) });
  const [anew] = await bench.services.sqs.receive({ queue: QUEUE, max: 1, waitSeconds: 0 });
  expect(anew?.body).toContain('leaving.mp4');
});

it('takes over what a worker published before it died, without a second encode', async () => {
  await bench.put('crash.mp4', clip);
  const worker = bench.worker();
  const release = () => Promise.reject(new Error('the worker is dead'));
  await handleMessage(received('crash.mp4'), withPorts(worker, { ledger: { release } }));
  expect((await bench.job('crash.mp4'))?.state).toBe('running');
  const made = await bench.output('crash.mp4');
  await bench.endLease('crash.mp4');
  const again = bench.worker({ settings: { ffmpegBin: noFfmpeg } });
  expect(await results(received('crash.mp4', { receiveCount: 2 }), again)).toEqual(['complete']);
  expect(await bench.output('crash.mp4')).toEqual(made);
  const job = await bench.job('crash.mp4');
  expect(job?.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'complete']);
  expect(job?.attempts.every(({ usd }) => usd !== undefined)).toBe(true);
  // What the dead one had asked for until its last beat: at the least to take the job and to keep its plan.
  expect(job?.attempts[0]?.requestsUsd).toBeGreaterThan(7 * PRICES.dynamoDb.perWriteUnit);
  // The first one told before it published, and the second had nothing to encode.
  expect(job?.attempts[0]?.encodeSeconds).toBeGreaterThan(0);
  expect(job?.attempts[1]?.encodeSeconds).toBe(0);
  expect(job?.output).toMatchObject({ eTag: made?.eTag, height: 144 });
});

it('makes it again where the message insists, once for each such message', async () => {
  await bench.put('force.mp4', clip);
  await handleMessage(received('force.mp4'), bench.worker());
  const forced = received('force.mp4', { id: 'm2', force: true });
  expect(await results(forced, bench.worker())).toEqual(['complete']);
  expect(await results(forced, bench.worker({ settings: { ffmpegBin: noFfmpeg } }))).toEqual([
    'already-complete',
  ]);
  expect((await bench.output('force.mp4'))?.metadata['fanreel-attempt']).toBe('2');
});

it('makes the newer version where the source is overwritten in mid-encode, and publishes nothing of the older', async () => {
  await bench.put('new.mp4', clip);
  const before = await bench.job('new.mp4');
  expect(before).toBeNull();
  const worker = bench.worker();
  let downloads = 0;
  const download: Sources['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    downloads += 1;
    if (downloads === 1) await bench.put('new.mp4', other);
  };
  const first = withPorts(worker, { sources: { download } });
  const { outcomes } = await handleMessage(received('new.mp4'), first);
  // What the older one cost is told with the newer one.
  expect(outcomes).toMatchObject([
    {
      result: 'complete',
      gaveWay: [{ state: 'superseded', attempts: [{ outcome: 'superseded', usd: expect.any(Number) }] }],
    },
  ]);
  const job = await bench.job('new.mp4');
  expect(job?.output?.durationSeconds).toBeCloseTo(2, 1);
  expect((await bench.output('new.mp4'))?.metadata['fanreel-source-version']).toBe(job?.source.version);
  expect(bench.notified.map(({ state }) => state)).toContain('superseded');
  expect(bench.notified.map(({ state }) => state)).not.toContain('failed');
});

it('stops an encode when its source is overwritten, and begins with the newer version', async () => {
  await bench.put('stopped.mp4', clip);
  const hanging = join(bench.folder, 'hanging');
  // In ffmpeg's place: the first run hangs for longer than the test may take, the others are real.
  const ffmpegBin = join(bench.folder, 'hangs-once');
  const script = `#!/bin/sh\n[ -e ${hanging} ] && exec ${bench.worker().settings.ffmpegBin} "$@"\n/bin/touch ${hanging}\nexec /bin/sleep 300\n`;
  writeFileSync(ffmpegBin, script, { mode: 0o755 });
  const handled = handleMessage(
    received('stopped.mp4'),
    bench.worker({ settings: { ffmpegBin, leaseSeconds: 1.5, stallSeconds: 600 } }),
  );
  await vi.waitUntil(() => existsSync(hanging), { timeout: 20_000 });
  await bench.put('stopped.mp4', other);
  expect(await handled).toMatchObject({
    outcomes: [
      { result: 'complete', gaveWay: [{ state: 'superseded', attempts: [{ outcome: 'superseded' }] }] },
    ],
  });
  expect((await bench.job('stopped.mp4'))?.output?.durationSeconds).toBeCloseTo(2, 1);
});

it('fails for good, with the reason, where the source is deleted in mid-encode', async () => {
  await bench.put('gone.mp4', clip);
  const worker = bench.worker();
  const download: Sources['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    await bench.services.s3.delete(INPUT, 'gone.mp4');
  };
  const handled = await handleMessage(received('gone.mp4'), withPorts(worker, { sources: { download } }));
  expect(handled).toMatchObject({
    acknowledge: false,
    retryInSeconds: 0,
    failure: { class: 'input', code: 'source-gone' },
  });
  expect(await bench.output('gone.mp4')).toBeNull();
});

it('never puts an older version in the place of a newer one that was made while it looked what stands there', async () => {
  await bench.put('overtaken.mp4', clip);
  const worker = bench.worker();
  let looks = 0;
  const describe: Outputs['describe'] = async (bucket, key) => {
    looks += 1;
    // The first look is for an output of its own, the second for what it would replace; that answer is slow.
    if (looks === 2) {
      await bench.put('overtaken.mp4', other);
      expect(await results(received('overtaken.mp4', { id: 'm2' }), bench.worker())).toEqual(['complete']);
    }
    return worker.ports.outputs.describe(bucket, key);
  };
  await handleMessage(received('overtaken.mp4'), withPorts(worker, { outputs: { describe } }));
  const source = await worker.ports.sources.describe(INPUT, 'overtaken.mp4');
  expect(looks).toBeGreaterThan(1);
  expect((await bench.output('overtaken.mp4'))?.metadata['fanreel-source-version']).toBe(source?.version);
});

it('makes what one forced request asks for once, also where it comes as two messages', async () => {
  await bench.put('forced.mp4', clip);
  const asked = () => received('forced.mp4', { force: true });
  const sentAt = new Date().toISOString();
  const twice = (id: string) => ({ ...asked(), message: { ...asked().message, id, sentAt } });
  expect(await results(twice('m1'), bench.worker())).toEqual(['complete']);
  expect(await results(twice('m2'), bench.worker({ settings: { ffmpegBin: noFfmpeg } }))).toEqual([
    'already-complete',
  ]);
});

it('takes no loss of the lease from a write that the client repeats after it was done', async () => {
  await bench.put('repeated.mp4', clip);
  const worker = bench.worker();
  const repeated = bench.clients.dynamo.middlewareStack;
  let repeats = 0;
  repeated.add(
    next => async args => {
      const answer = await next(args);
      const said = JSON.stringify(args.input);
      if (!said.includes('REMOVE') || !said.includes('"leaseOwner"')) return answer;
      repeats += 1;
      return next(args);
    },
    { step: 'build', name: 'repeat' },
  );
  const done = await results(received('repeated.mp4', { receiveCount: 5 }), worker);
  repeated.remove('repeat');
  expect([done, repeats]).toEqual([['complete'], 1]);
});

it('reads what a source holds once for all attempts of a message, and anew for the next message', async () => {
  await bench.put('read.mp4', clip);
  const worker = bench.worker();
  let reads = 0;
  const readRange: Sources['readRange'] = (...range) => {
    reads += 1;
    return worker.ports.sources.readRange(...range);
  };
  const download = async () => {
    throw new WorkError('short-read', { message: 'S3 sent too little.' });
  };
  const failing = withPorts(worker, { sources: { readRange, download } });
  const lasting = withPorts(worker, { sources: { readRange } });
  const readsOf = async (message: Parameters<typeof handleMessage>[0], by: Worker) => {
    reads = 0;
    await handleMessage(message, by);
    return reads;
  };
  expect(await readsOf(received('read.mp4'), failing)).toBeGreaterThan(0);
  expect(await readsOf(received('read.mp4', { receiveCount: 2 }), failing)).toBe(0);
  expect(await readsOf(received('read.mp4', { id: 'm2' }), failing)).toBeGreaterThan(0);
  expect(await readsOf(received('read.mp4', { id: 'm2', receiveCount: 2 }), lasting)).toBe(0);
  expect(await bench.job('read.mp4')).toMatchObject({ state: 'complete', attempts: { length: 4 } });
});

it('makes every source of a message, whatever another one of it fails with', async () => {
  await bench.put('bad.mp4', Buffer.from('not a video'));
  await bench.put('good.mp4', clip);
  const Records = ['bad.mp4', 'good.mp4'].map(key => ({
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: INPUT }, object: { key } },
  }));
  const message = { id: 'm1', body: JSON.stringify({ Records }), attributes: {} };
  expect(await handleMessage({ ...received(''), message }, bench.worker())).toMatchObject({
    acknowledge: false,
    about: { source: { key: 'bad.mp4' } },
    failure: { class: 'input' },
    outcomes: [{ result: 'complete', job: { source: { key: 'good.mp4' } } }],
  });
});

it('never puts an older job in the place of one that began later', async () => {
  await bench.put('preset.mp4', clip);
  const newer = bench.worker({ preset: { ...PRESET, crf: 35 } });
  const worker = bench.worker();
  const download: Sources['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    await handleMessage(received('preset.mp4', { id: 'm2' }), newer);
  };
  const older = withPorts(worker, { sources: { download } });
  expect(await results(received('preset.mp4'), older)).toEqual(['superseded']);
  const kept = await bench.job('preset.mp4', { ...PRESET, crf: 35 });
  expect((await bench.output('preset.mp4'))?.metadata['fanreel-job']).toBe(kept?.jobId);
  expect((await bench.job('preset.mp4'))?.state).toBe('superseded');
});

it('publishes nothing of a worker that was held up until somebody else had the job', async () => {
  await bench.put('zombie.mp4', clip);
  const worker = bench.worker();
  const download: Sources['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    await bench.endLease('zombie.mp4');
    expect(await results(received('zombie.mp4', { receiveCount: 2 }), bench.worker())).toEqual(['complete']);
  };
  const zombie = withPorts(worker, { sources: { download } });
  expect(await handleMessage(received('zombie.mp4'), zombie)).toMatchObject({
    acknowledge: false,
    failure: { code: 'lost-lease' },
  });
  expect((await bench.output('zombie.mp4'))?.metadata['fanreel-attempt']).toBe('2');
  expect((await bench.job('zombie.mp4'))?.state).toBe('complete');
});

it('goes on encoding while the ledger is out of reach, and keeps its message hidden', async () => {
  await bench.put('partition.mp4', clip);
  const worker = bench.worker({ settings: { leaseSeconds: 0.3 } });
  const renew = failing(worker.ports.ledger.renew, 2);
  const hidden: number[] = [];
  const download: Sources['download'] = async (...args) => {
    await worker.ports.sources.download(...args);
    await renew.failed;
  };
  const cutOff = withPorts(worker, { ledger: { renew: renew.call }, sources: { download } });
  const keepHidden = async (seconds: number) => void hidden.push(seconds);
  expect(await results(received('partition.mp4', { keepHidden }), cutOff)).toEqual(['complete']);
  expect(hidden.length).toBeGreaterThan(2);
  expect(hidden.every(seconds => seconds === 1.3)).toBe(true);
});

it('says what a message that never became a job was about, and writes down why it failed', async () => {
  const gone = await handleMessage(received('nowhere.mp4', { id: 'm-gone' }), bench.worker());
  expect(gone).toMatchObject({ about: { messageId: 'm-gone', source: { key: 'nowhere.mp4' } } });
  const unreadable = { ...received('x'), message: { id: 'm-bad', body: 'not JSON', attributes: {} } };
  expect(await handleMessage(unreadable, bench.worker())).toMatchObject({ failure: { code: 'bad-message' } });
  await handleMessage({ ...unreadable, receiveCount: 2 }, bench.worker());
  expect(bench.notified.filter(({ messageId }) => messageId === 'm-bad')).toHaveLength(1);
});

it('leaves an upload alone that wants other renditions, until somebody asks for this one', async () => {
  await bench.put('wish.mp4', clip, writeWishes({ batch: 'März', renditions: ['720p', '1080p'] }));
  const event = {
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: INPUT }, object: { key: 'wish.mp4' } },
  };
  const message = { id: 'm-wish', body: JSON.stringify({ Records: [event] }), attributes: {} };
  expect(await handleMessage({ ...received('wish.mp4'), message }, bench.worker())).toMatchObject({
    acknowledge: true,
    outcomes: [],
    ignored: '"wish.mp4" is wanted as 720p, 1080p only: left alone.',
  });
  expect(await bench.job('wish.mp4')).toBeNull();
  expect(await results(received('wish.mp4'), bench.worker())).toEqual(['complete']);
  expect(await bench.job('wish.mp4')).toMatchObject({ batch: 'März' });
});

it('leaves nothing in scratch and nothing staged', async () => {
  expect((await bench.keys(OUTPUT)).filter(key => key.startsWith('.fanreel/'))).toEqual([]);
});

/** Fails the first few calls as a lost connection does. */
function failing(real: Ledger['renew'], failures: number) {
  let left = failures;
  let done = () => {};
  const failed = new Promise<void>(resolve => {
    done = resolve;
  });
  const call: Ledger['renew'] = async (...args) => {
    left -= 1;
    if (left < 0) return real(...args);
    if (left === 0) done();
    throw new Error('connection reset');
  };
  return { call, failed };
}
