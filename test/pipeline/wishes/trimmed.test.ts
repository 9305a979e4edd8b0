import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeWishes } from '../../../contract/wishes/metadata.ts';
import { makeClip } from '../../../lab/support/clip.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { handleMessage } from '../../../pipeline/handleMessage.ts';
import { managedEvent, OUTPUT, received } from '../support/bench.ts';
import { finish, type ManagedBench, openManagedBench, results } from '../support/managedBench.ts';

let bench: ManagedBench;
let film: Buffer;

beforeAll(async () => {
  bench = await openManagedBench();
  const path = await makeClip(join(bench.folder, 'film.mp4'), { size: '256x144', seconds: 4, rate: 25 });
  film = await readFile(path);
});

afterAll(() => bench?.close());

async function framesOf(key: string): Promise<number> {
  const { Body } = await bench.clients.s3.send(new GetObjectCommand({ Bucket: OUTPUT, Key: key }));
  const path = join(bench.folder, 'made.mp4');
  await writeFile(path, (await Body?.transformToByteArray()) ?? new Uint8Array());
  return (await probeFile(path)).video.frameCount ?? 0;
}

it('of an upload that wishes a part of it that part is made, by the function and by MediaConvert alike', async () => {
  const metadata = writeWishes({ trim: { from: 1, to: 2.6 } });
  await bench.put('here.mp4', film, metadata);
  expect(results(await handleMessage(received('here.mp4'), bench.worker()))).toEqual(['complete']);
  await bench.put('there.mp4', film, metadata);
  expect(results(await handleMessage(received('there.mp4'), bench.submitter()))).toEqual(['submitted']);
  const job = await bench.jobOf('there.mp4');
  await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
  expect(await finish(managedEvent(job), bench.finishPorts())).toMatchObject({ result: 'complete' });

  expect([await framesOf('here.mp4'), await framesOf('there.mp4')]).toEqual([40, 40]);
  expect((await bench.jobOf('there.mp4')).output).toMatchObject({ key: 'there.mp4', durationSeconds: 1.6 });
});

it('a part that goes on to the end is what MediaConvert can be told where the header knows the end', async () => {
  await bench.put('rest.mp4', film, writeWishes({ trim: { from: 3 } }));
  expect(results(await handleMessage(received('rest.mp4'), bench.submitter()))).toEqual(['submitted']);
  const job = await bench.jobOf('rest.mp4');
  await bench.managedJobMade(job.attempts[0]?.managedJobId ?? '');
  expect(await finish(managedEvent(job), bench.finishPorts())).toMatchObject({ result: 'complete' });

  expect(await framesOf('rest.mp4')).toBe(25);
});

it('a part that begins after the end fails the job, and says so', async () => {
  await bench.put('past.mp4', film, writeWishes({ trim: { from: 9 } }));
  expect(await handleMessage(received('past.mp4'), bench.worker())).toMatchObject({ acknowledge: false });
  expect(await bench.jobOf('past.mp4')).toMatchObject({
    state: 'failed',
    failure: { class: 'input', code: 'past-the-end' },
  });
});
