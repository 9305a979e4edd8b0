import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleMessage } from '../../../../pipeline/handleMessage.ts';
import { received } from '../../support/bench.ts';
import { type ManagedBench, openManagedBench, results } from '../../support/managedBench.ts';

let bench: ManagedBench;

beforeAll(async () => {
  bench = await openManagedBench();
});

afterAll(() => bench?.close());

describe('a function that runs out of time', () => {
  /** A program in ffmpeg's place that never ends. */
  const slow = () => {
    const path = join(bench.folder, 'slow-ffmpeg');
    writeFileSync(path, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    return path;
  };
  const short = { remainingMs: () => 31_000 };

  it('hands the job over to MediaConvert at once', async () => {
    await bench.put('late.mp4', bench.clip);
    const worker = bench.worker({ settings: { ffmpegBin: slow() } });
    expect(results(await handleMessage(received('late.mp4', short), worker))).toEqual(['submitted']);
    const job = await bench.jobOf('late.mp4');
    expect(job).toMatchObject({ state: 'submitted', engine: 'mediaconvert' });
    expect(job.attempts.map(({ engine, outcome }) => [engine, outcome])).toEqual([
      ['ffmpeg', 'deadline'],
      ['mediaconvert', undefined],
    ]);
  });

  it('is tried again where it had only the rest of its time', async () => {
    await bench.put('rest.mp4', bench.clip);
    const managed = { enabled: false, aboveSeconds: 600 };
    const worker = bench.worker({ settings: { ffmpegBin: slow(), managed } });
    expect(await handleMessage(received('rest.mp4', short), worker)).toMatchObject({
      failure: { class: 'transient', code: 'deadline' },
    });
    const again = handleMessage(
      received('rest.mp4', { receiveCount: 2 }),
      bench.worker({ settings: { managed } }),
    );
    expect(results(await again)).toEqual(['complete']);
  });

  it('says that it cannot fit where there is no MediaConvert, after one encode', async () => {
    await bench.put('unfit.mp4', bench.clip);
    const worker = bench.worker({
      settings: { ffmpegBin: slow(), managed: { enabled: false, aboveSeconds: 600 } },
    });
    expect(await handleMessage(received('unfit.mp4', short), worker)).toMatchObject({
      failure: { class: 'transient', code: 'deadline' },
    });
    await bench.tookSeconds(await bench.jobOf('unfit.mp4'), 870);
    expect(await handleMessage(received('unfit.mp4', { receiveCount: 2 }), worker)).toMatchObject({
      retryInSeconds: 0,
      failure: {
        class: 'preset',
        code: 'does-not-fit',
        message: expect.stringMatching(/ran into the function's deadline/),
      },
    });
  });
});

it('gives a job whose ffmpeg was killed for its memory one more try here, then to MediaConvert', async () => {
  await bench.put('memory.mp4', bench.clip);
  const killed = join(bench.folder, 'killed-ffmpeg');
  writeFileSync(killed, '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
  const worker = bench.worker({ settings: { ffmpegBin: killed } });
  for (const receiveCount of [1, 2]) {
    expect(await handleMessage(received('memory.mp4', { receiveCount }), worker)).toMatchObject({
      failure: { class: 'transient', code: 'out-of-memory' },
    });
  }
  expect(results(await handleMessage(received('memory.mp4', { receiveCount: 3 }), worker))).toEqual([
    'submitted',
  ]);
  expect((await bench.jobOf('memory.mp4')).reason).toBe('earlier attempts ran out of memory');
});
