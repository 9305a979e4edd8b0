import type { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ByKey, recordingsByKey } from '../../../../handlers/aws/recordings/byKey.ts';
import { recordingKeys } from '../../../../presets/recordings/recordingKeys.ts';
import { writeKey } from '../../../../presets/recordings/writeKey.ts';
import { emulateS3 } from './emulatedS3.ts';

const BUCKET = 'recordings';
const TEMPLATE = "{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4";
const preset: ByKey = { by: 'key', template: TEMPLATE, longestSeconds: 60 };
const NOON = Date.UTC(2026, 10, 20, 12);
const at = (seconds: number) => NOON + seconds * 1_000;
const span = (from: number, to: number) => ({ fromMs: at(from), toMs: at(to) });

let s3: Awaited<ReturnType<typeof emulateS3>>;
beforeAll(async () => {
  s3 = await emulateS3(BUCKET);
});
afterAll(() => s3.close());

function record(camera: string, startSeconds: number, seconds: number, template = TEMPLATE) {
  return s3.put(writeKey(recordingKeys(template), { camera, startMs: at(startSeconds), seconds }));
}

async function startsOf(camera: string, from: number, to: number, of: ByKey = preset): Promise<number[]> {
  const found = await recordingsByKey(s3.client, BUCKET, of).find(camera, span(from, to));
  return found.map(({ startMs }) => (startMs - NOON) / 1_000);
}

describe('recordings by key', () => {
  beforeAll(async () => {
    for (let start = -600; start < 600; start += 10) await record('cam1', start, 10);
    await record('cam10', 0, 10);
    await record('cam', 0, 10);
    await s3.put('cam1/notes.txt');
    await s3.put('cam1/20261120T120001-10.mp4', '');
  });

  it('are those that may hold something of the span, and the first one after it', async () => {
    expect(await startsOf('cam1', 12, 31)).toEqual([0, 10, 20, 30, 40]);
  });

  it('are listed from a computed key on, in one request', async () => {
    s3.asked.length = 0;
    await startsOf('cam1', 12, 31);
    expect(s3.asked).toHaveLength(1);
    expect(decodeURIComponent(s3.asked[0] ?? '')).toContain('start-after=cam1/20261120T115910-');
  });

  it('carry what they are read by, and are read by it', async () => {
    const recordings = recordingsByKey(s3.client, BUCKET, preset);
    const [first] = await recordings.find('cam1', span(100, 101));
    if (!first) throw new Error('There is none.');
    expect(first).toMatchObject({ precisionMs: 1_000, toldSeconds: 10, source: { bucket: BUCKET } });
    const bytes = await recordings.readRange(first, 0, first.source.sizeBytes);
    expect(Buffer.from(bytes).toString()).toBe(first.source.key);
    await s3.put(first.source.key, 'something else');
    await expect(recordings.readRange(first, 0, 4)).rejects.toMatchObject({ by: 'source' });
  });

  it('of a camera that has none are none', async () => {
    expect(await startsOf('cam2', 0, 10)).toEqual([]);
  });

  it('of a camera that is not on the list of a preset are refused', async () => {
    await expect(startsOf('cam2', 0, 10, { ...preset, cameras: ['cam1', 'gate'] })).rejects.toMatchObject({
      code: 'unknown-camera',
      message: 'There is no camera "cam2"; there are: cam1, gate.',
    });
  });

  it('of older forms are found beside those of the newer one', async () => {
    const older = '{camera}/old/{start:epochSeconds}.mp4';
    await record('cam3', 0, 10, older);
    await record('cam3', 60, 10);
    const both = { ...preset, template: [TEMPLATE, older] };
    expect(await startsOf('cam3', 0, 30, both)).toEqual([0, 60]);
  });
});

describe('recordings whose day comes before the camera', () => {
  const template = '{start:yyyyMMdd}/{camera}/{start:HHmmss}.mp4';
  const days = { ...preset, template };
  beforeAll(async () => {
    for (const camera of ['a', 'b', 'c']) {
      for (let day = -1; day < 4; day += 1) await record(camera, day * 86_400, 10, template);
    }
  });

  it('are found of one camera alone, over midnight as well', async () => {
    expect(await startsOf('b', -86_405, 5, { ...days, longestSeconds: 86_000 })).toEqual([
      -86_400, 0, 86_400,
    ]);
  });

  it.each([
    ['gone', []],
    ['b', [0]],
  ])('are not looked for to the end of the bucket, as those of %s', async (camera, starts) => {
    const few = { send: (command: ListObjectsV2Command) => smallPage(command) } as S3Client;
    s3.asked.length = 0;
    const found = await recordingsByKey(few, BUCKET, days).find(camera, span(0, 10));
    expect(found.map(({ startMs }) => (startMs - NOON) / 1_000)).toEqual(starts);
    // Two keys a page, and three cameras a day: the last two days are not listed.
    expect(s3.asked.length).toBeLessThan(5);
  });

  function smallPage(command: ListObjectsV2Command) {
    command.input.MaxKeys = 2;
    return s3.client.send(command);
  }
});

it('of keys that do not sort by time only those of the span are taken', async () => {
  const template = '{camera}/{start:ddMMyyyyHHmmss}.mp4';
  for (const start of [0, 20, 86_400 * 15, -86_400 * 15]) await record('odd', start, 10, template);
  expect(await startsOf('odd', 5, 8, { ...preset, template })).toEqual([0, 20]);
});

it('a time that comes twice is the later one where the recording was stored after it', async () => {
  const template = '{camera}/{start:yyyyMMddHHmmss}.mp4';
  await s3.put('twice/20251026023000.mp4');
  const [found] = await recordingsByKey(s3.client, BUCKET, {
    ...preset,
    template,
    timeZone: 'Europe/Berlin',
    longestSeconds: 7_200,
  }).find('twice', { fromMs: Date.UTC(2025, 9, 26, 1), toMs: Date.UTC(2025, 9, 26, 2) });
  expect(found?.startMs).toBe(Date.UTC(2025, 9, 26, 1, 30));
});
