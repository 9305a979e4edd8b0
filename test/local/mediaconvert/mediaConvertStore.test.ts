import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CancelJobCommand,
  CreateJobCommand,
  GetJobCommand,
  type JobSettings,
} from '@aws-sdk/client-mediaconvert';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { clip, copyRotated } from './support/clip.ts';
import { Service } from './support/service.ts';
import { settings } from './support/settings.ts';

const ROLE = 'arn:aws:iam::000000000000:role/convert';

async function submit(service: Service, Settings: JobSettings): Promise<string> {
  const { Job } = await service.client.send(
    new CreateJobCommand({ Role: ROLE, Settings, UserMetadata: { jobId: 'a', attempt: '1' } }),
  );
  return Job?.Id ?? '';
}

async function getJob(service: Service, Id: string) {
  return (await service.client.send(new GetJobCommand({ Id }))).Job;
}

// Encodes take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let folder = '';
/** A second with sound. */
let short = '';
/** Quick to make, but takes a good while to encode at the size that `slow` asks for. */
let long = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mediaconvert-clips-'));
  short = clip(join(folder, 'short.mp4'));
  long = clip(join(folder, 'long.mp4'), { source: 'color', size: '64x36', seconds: 300, audio: false });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const slow = () => settings({ video: { Width: 1280, Height: 720 } });

/** `out_time` moves, so the encoder is at work. */
async function encoding(service: Service): Promise<void> {
  await service.event('STATUS_UPDATE');
}

async function scratch(service: Service): Promise<string[]> {
  return readdir(join(service.folder, 'mediaconvert'));
}

test('a job is encoded from the settings sent, stored, and told of in events', async () => {
  await using service = await Service.start();
  service.objects.set('s3://in/clip.mp4', short);
  const h264 = {
    FramerateControl: 'SPECIFIED',
    FramerateNumerator: 15,
    FramerateDenominator: 1,
    GopSize: 15,
    GopSizeUnits: 'FRAMES',
  } as const;
  const id = await submit(service, settings({ h264 }));
  const complete = await service.event('COMPLETE', id);

  expect(complete).toMatchObject({
    source: 'aws.mediaconvert',
    'detail-type': 'MediaConvert Job State Change',
    resources: [`arn:aws:mediaconvert:us-east-1:000000000000:jobs/${id}`],
    detail: {
      accountId: '000000000000',
      queue: 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default',
      userMetadata: { jobId: 'a', attempt: '1' },
      outputGroupDetails: [
        {
          type: 'FILE_GROUP',
          outputDetails: [
            {
              outputFilePaths: ['s3://out/made/clip.mp4'],
              videoDetails: { widthInPx: 160, heightInPx: 90 },
            },
          ],
        },
      ],
    },
  });
  expect(complete.detail.outputGroupDetails?.[0]?.outputDetails[0]?.durationInMs).toBe(1_000);
  expect(service.events.map(({ detail }) => detail.status)).toEqual([
    'PROGRESSING',
    'STATUS_UPDATE',
    'COMPLETE',
  ]);

  const made = await probeFile(service.objects.get('s3://out/made/clip.mp4') ?? '');
  expect(made).toMatchObject({
    container: 'mp4',
    faststart: true,
    video: { codec: 'h264', width: 160, height: 90, fps: 15, frameCount: 15 },
    audio: { codec: 'aac', channels: 2, sampleRateHz: 48_000 },
  });

  const job = await getJob(service, id);
  expect(job).toMatchObject({
    Status: 'COMPLETE',
    JobPercentComplete: 100,
    Role: ROLE,
    Settings: settings({ h264 }),
  });
  expect(job?.Timing?.FinishTime).toBeInstanceOf(Date);
  expect(await scratch(service)).toEqual([]);
});

test('progress is told with the phase and its percentage', async () => {
  await using service = await Service.start();
  service.objects.set('s3://in/clip.mp4', long);
  const id = await submit(service, slow());
  const { detail } = await service.event('STATUS_UPDATE');
  expect(detail.jobProgress).toMatchObject({
    phaseProgress: {
      PROBING: { status: 'COMPLETE', percentComplete: 100 },
      TRANSCODING: { status: 'PROGRESSING' },
      UPLOADING: { status: 'PENDING', percentComplete: 0 },
    },
    currentPhase: 'TRANSCODING',
    retryCount: 0,
  });
  expect(await getJob(service, id)).toMatchObject({ Status: 'PROGRESSING', CurrentPhase: 'TRANSCODING' });
});

test('a job canceled in mid-encode ends at once, leaves nothing, and lets the next one run', async () => {
  await using service = await Service.start();
  service.objects.set('s3://in/clip.mp4', long);
  service.objects.set('s3://in/short.mp4', short);
  const id = await submit(service, slow());
  const next = await submit(service, settings({ input: 's3://in/short.mp4', destination: 's3://out/' }));
  await encoding(service);
  await service.client.send(new CancelJobCommand({ Id: id }));
  await service.event('CANCELED', id);
  await service.event('COMPLETE', next);
  expect(await getJob(service, id)).toMatchObject({ Status: 'CANCELED' });
  expect([...service.objects.keys()]).not.toContain('s3://out/made/clip.mp4');
  expect(service.objects.has('s3://out/short.mp4')).toBe(true);
  expect(await scratch(service)).toEqual([]);
  await expect(service.client.send(new CancelJobCommand({ Id: id }))).rejects.toMatchObject({
    name: 'ConflictException',
    $metadata: { httpStatusCode: 409 },
  });
});

test('a job canceled while its output is being stored is CANCELED only when that is over', async () => {
  const order: string[] = [];
  const stored = Promise.withResolvers<void>();
  const storing = Promise.withResolvers<void>();
  await using service = await Service.start({
    storeObject: async () => {
      storing.resolve();
      await stored.promise;
      order.push('stored');
    },
  });
  service.objects.set('s3://in/clip.mp4', short);
  const id = await submit(service, settings());
  await storing.promise;
  const canceled = service.store.cancel({ id }).then(() => order.push('canceled'));
  stored.resolve();
  await canceled;
  expect(order).toEqual(['stored', 'canceled']);
  expect(await getJob(service, id)).toMatchObject({ Status: 'CANCELED' });
  expect(service.events.map(({ detail }) => detail.status)).not.toContain('COMPLETE');
});

test('a job that the process ended under is taken up again and completed', async () => {
  await using service = await Service.start();
  service.objects.set('s3://in/clip.mp4', long);
  const id = await submit(service, slow());
  await encoding(service);
  await service.store.stop();
  // The second run gets a shorter film, so that the test need not wait for the long one.
  service.objects.set(
    's3://in/clip.mp4',
    clip(join(service.folder, 'clip.mp4'), { size: '64x36', seconds: 0.5 }),
  );
  await service.restart();
  const { detail } = await service.event('COMPLETE', id);
  expect(detail.outputGroupDetails?.[0]?.outputDetails[0]?.videoDetails).toEqual({
    widthInPx: 1280,
    heightInPx: 720,
  });
  expect(await getJob(service, id)).toMatchObject({ Status: 'COMPLETE', RetryCount: 1 });
});

test('an event written before the process ended is delivered by the next one', async () => {
  await using service = await Service.start();
  const lost = Promise.withResolvers<void>();
  service.store.on('jobChanged', job => {
    if (job.status === 'ERROR') void service.store.stop().then(lost.resolve);
  });
  const id = await submit(service, settings());
  await lost.promise;
  expect(service.events.some(({ detail }) => detail.status === 'ERROR')).toBe(false);
  await service.restart();
  expect((await service.event('ERROR', id)).detail.errorCode).toBe(1404);
});

test('an event that nobody takes is reported and holds up nothing', async () => {
  await using service = await Service.start({ emit: () => Promise.reject(new Error('no bus')) });
  const lost = new Promise<string[]>(resolve => {
    const statuses: string[] = [];
    service.store.on('eventLost', event => {
      statuses.push(event.detail.status);
      if (event.detail.status === 'ERROR') resolve(statuses);
    });
  });
  await submit(service, settings());
  expect(await lost).toEqual(['PROGRESSING', 'ERROR']);
});

test('bad inputs end in ERROR with the code that the service uses', async () => {
  await using service = await Service.start();
  const text = join(service.folder, 'text.mp4');
  await writeFile(text, 'this is no video\n'.repeat(100));
  const headless = join(service.folder, 'headless.mp4');
  await writeFile(headless, (await readFile(short)).subarray(0, 4_000));
  const silent = clip(join(service.folder, 'sound.mp4'), { extra: ['-vn'] });
  service.objects
    .set('s3://in/text.mp4', text)
    .set('s3://in/headless.mp4', headless)
    .set('s3://in/sound.mp4', silent);
  const cases = { 'gone.mp4': 1404, 'text.mp4': 1010, 'sound.mp4': 1020 };
  for (const [name, code] of Object.entries(cases)) {
    const id = await submit(service, settings({ input: `s3://in/${name}` }));
    const { detail } = await service.event('ERROR', id);
    expect.soft(detail.errorCode, name).toBe(code);
    expect.soft(detail.errorMessage, name).toContain(`s3://in/${name}`);
    expect.soft(await getJob(service, id)).toMatchObject({ Status: 'ERROR', ErrorCode: code });
  }
  const id = await submit(service, settings({ input: 's3://in/headless.mp4' }));
  expect([1010, 1075, 1076]).toContain((await service.event('ERROR', id)).detail.errorCode);
});

test('a source that was cut short is an ERROR, not a short output', async () => {
  await using service = await Service.start();
  const whole = clip(join(service.folder, 'whole.mp4'), { seconds: 4, extra: ['-movflags', '+faststart'] });
  const bytes = await readFile(whole);
  await writeFile(whole, bytes.subarray(0, bytes.length / 2));
  service.objects.set('s3://in/clip.mp4', whole);
  await submit(service, settings());
  expect((await service.event('ERROR')).detail.errorCode).toBe(1076);
});

test('an input without audio gives an output without audio', async () => {
  await using service = await Service.start();
  service.objects.set('s3://in/clip.mp4', clip(join(service.folder, 'clip.mp4'), { audio: false }));
  await submit(service, settings());
  await service.event('COMPLETE');
  expect((await probeFile(service.objects.get('s3://out/made/clip.mp4') ?? '')).audio).toBeNull();
});

test('a picture is turned when the job says so, and keeps no rotation of its own', async () => {
  await using service = await Service.start();
  const lying = join(service.folder, 'lying.mp4');
  copyRotated(short, lying);
  service.objects.set('s3://in/clip.mp4', lying);
  for (const [rotate, width, height] of [
    ['AUTO', 180, 320],
    ['DEGREE_0', 320, 180],
  ] as const) {
    const job = settings({ video: { Width: undefined, Height: undefined }, rotate });
    const { detail } = await service.event('COMPLETE', await submit(service, job));
    expect(detail.outputGroupDetails?.[0]?.outputDetails[0]?.videoDetails).toEqual({
      widthInPx: width,
      heightInPx: height,
    });
    const { video } = await probeFile(service.objects.get('s3://out/made/clip.mp4') ?? '');
    expect(video).toMatchObject({ width, height, rotation: 0 });
  }
});

test('an output that cannot be stored is ERROR 1517', async () => {
  await using service = await Service.start({ storeObject: () => Promise.reject(new Error('disk full')) });
  service.objects.set('s3://in/clip.mp4', short);
  await submit(service, settings());
  expect((await service.event('ERROR')).detail).toMatchObject({
    errorCode: 1517,
    errorMessage:
      'Unable to write to output file [s3://out/made/clip.mp4]: [Failed to write data: disk full]',
  });
});
