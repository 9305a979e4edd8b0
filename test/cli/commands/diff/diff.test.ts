import { afterAll, beforeAll, expect, it } from 'vitest';
import { differences } from '../../../../cli/commands/diff/changes.ts';
import { type EmulatedAws, emulateAws, hashOf } from '../../emulatedAws.ts';
import { runCli } from '../../runCli.ts';
import { runOnTerminal } from '../../runOnTerminal.ts';

let aws: EmulatedAws;
let env: Record<string, string>;

beforeAll(async () => {
  aws = await emulateAws();
  env = { AWS_ENDPOINT_URL: aws.endpoint };
  for (const key of ['a.mp4', 'b.mov', '映.mp4']) await aws.upload(key);
  await aws.made('a.mp4', '720p', { presetHash: 'older' });
  await aws.made('b.mov', '720p', { presetHash: 'older' });
  await aws.made('映.mp4', '720p');
  await aws.made('a.mp4', '1080p', { presetHash: 'forgotten', forgotten: true });
  await aws.made('a.mp4', 'thumbnails');
});

afterAll(() => aws.close());

const run = (...args: string[]) => runCli(['diff', ...args], env);

it('lists what older presets made by preset, the same on a terminal, and exits with 1', async () => {
  const { code, stdout, stderr } = await run();
  expect(stdout).toBe(`\
RENDITION  PRESET     DEPLOYED       OUTPUTS  CHANGED
720p       older      hash-of-720p         2  not known any more
1080p      forgotten  hash-of-1080p        1  not known any more

  720p   a.mp4
  720p   b.mov
  1080p  a.mp4
`);
  expect([code, stderr]).toEqual([
    1,
    '3 outputs are of an older preset: "npx fanreel backfill" makes them anew.\n',
  ]);
  const seen = await runOnTerminal(['diff'], { env });
  expect(seen.text).toContain(stdout);
});

it('exits with 0 where nothing is older, and lists all for programs', async () => {
  const [none, json] = await Promise.all([run('thumbnails'), run('720p', '--prefix', 'b', '--json')]);
  expect([none.code, none.stdout]).toEqual([0, 'No output of 3 sources is of an older preset.\n']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    older: [
      {
        ...{ key: 'b.mov', rendition: '720p', presetHash: 'older' },
        output: { bucket: 'fanreel-720p', key: 'b.mov.mp4' },
      },
    ],
    ...{ sources: 1, outputs: 1 },
    presets: [
      { rendition: '720p', presetHash: 'older', deployed: hashOf('720p'), outputs: 1, changes: null },
    ],
  });
});

it('says in a line what is wrong with a rendition', async () => {
  const { code, stderr } = await run('144p');
  expect([code, stderr]).toEqual([
    2,
    'There is no rendition "144p"; this stack has: 720p, 1080p, thumbnails.\n',
  ]);
});

it('tells what two plans decide differently, and nothing of what is the same', () => {
  const was = { video: { crf: 22, height: 720 }, audio: { bitrateKbps: 128 }, quality: null };
  const is = { video: { crf: 20, height: 720 }, audio: null, quality: { vmaf: 90 } };
  expect(differences(was, is)).toEqual({
    'video.crf': { was: 22, is: 20 },
    'audio.bitrateKbps': { was: 128, is: null },
    'quality.vmaf': { was: null, is: 90 },
  });
});
