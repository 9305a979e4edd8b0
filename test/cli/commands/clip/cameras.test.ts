import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkCamera } from '../../../../cli/commands/clip/cameras.ts';
import { emulateS3 } from '../../../handlers/aws/recordings/emulatedS3.ts';

const bucket = 'recordings';
const recordings = { by: 'key' as const, bucket, templates: ["rec/{camera}/{start:yyyyMMdd'T'HHmmss}.mp4"] };

let s3: Awaited<ReturnType<typeof emulateS3>>;
beforeAll(async () => {
  s3 = await emulateS3(bucket);
  for (const camera of ['north', 'south-1']) await s3.put(`rec/${camera}/20261120T100000.mp4`);
  await s3.put('rec/notes/readme.txt');
});
afterAll(() => s3.close());

it('a camera that has a recording may be asked for', async () => {
  await checkCamera(s3.client, 'north', recordings);
});

it.each(['south', 'notes'])('"%s" has none, and those that there are are named', async camera => {
  await expect(checkCamera(s3.client, camera, recordings)).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringMatching(
      /^Camera ".*" has no recordings; there are in bucket recordings: north, notes, south-1\. --new-camera asks/,
    ),
  });
});

it('of keys in another form, too', async () => {
  const flat = { ...recordings, templates: ['{start:epochSeconds}_{camera}.mp4'] };
  await s3.put('1784000000_gate.mp4');
  await checkCamera(s3.client, 'gate', flat);
  await expect(checkCamera(s3.client, 'door', flat)).rejects.toThrow(/: gate\./);
});

it('of a list in the preset only those are taken', async () => {
  const listed = { ...recordings, cameras: ['a', 'b'] };
  await checkCamera(s3.client, 'a', listed);
  await expect(checkCamera(s3.client, 'north', listed)).rejects.toThrow(/the preset lists: a, b\./);
});

it('of an API nobody knows here', async () => {
  await checkCamera(s3.client, 'any', { by: 'api', bucket });
});
