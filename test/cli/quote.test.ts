import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { startFakeAws } from './fakeAws.ts';
import { runCli } from './runCli.ts';
import { runOnTerminal } from './runOnTerminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-quote-'));
const clip = join(folder, 'videos/clip.mp4');

beforeAll(async () => {
  mkdirSync(join(folder, 'videos'));
  mkdirSync(join(folder, 'empty'));
  await makeClip(clip, { size: '480x854', rate: 25, seconds: 0.4 });
  writeFileSync(join(folder, 'videos/note.mp4'), 'not a video');
  writeFileSync(join(folder, 'videos/notes.txt'), 'not even by its name');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What a prediction comes to is held by the benchmark; here it is what is said of it. */
const withoutNumbers = (text: string) =>
  text
    .replaceAll(/\d+(\.\d+)?/g, '#')
    .replaceAll(/\n +(?! *mediaconvert)/g, ' ')
    .replaceAll(/ +/g, ' ');

it('prices each rendition of a video on each engine, says which would be taken and why, and what the idle stack costs', async () => {
  const args = ['quote', clip, '--profile', 'production'];
  const [piped, seen] = await Promise.all([runCli(args), runOnTerminal(args)]);
  expect([piped.code, piped.stderr, seen.code]).toEqual([0, '', 0]);
  expect(withoutNumbers(piped.stdout)).toBe(`\
RENDITION ENGINE THERE IN USD REQUESTS
#p ffmpeg # s # # would be taken
 mediaconvert # s # #
#p ffmpeg # s # # would be taken
 mediaconvert # s # #
thumbnails ffmpeg # s # # would be taken
 mediaconvert - - - images are made by ffmpeg only

#p predicted encode of # s and # MB of scratch fit the function; about $#, the cheapest within # s (mediaconvert $#)
#p predicted encode of # s and # MB of scratch fit the function; about $#, the cheapest within # s (mediaconvert $#)
thumbnails predicted encode of # s and # MB of scratch fit the function

to make them # USD for # renditions of # video, # s of video; # of it for requests
to keep them # USD a month for at most # MB, sources included
to fetch them # USD for each time that all outputs leave AWS

idle # USD a month for the stack with no video in it: # alarms #, # dashboard #, # queues that functions ask for messages all day #

List prices of #-# in us-east-#, without free tiers; profile production:
functions of # MB on x#_#, MediaConvert's basic tier.
`);
  expect(seen.text).toBe(piped.stdout);
  expect(seen.raw).toContain('\x1b[1mffmpeg\x1b[22m');
});

it('has everything as JSON: ten seconds are the least that MediaConvert bills', async () => {
  const { stdout, code } = await runCli(['quote', clip, '--rendition', '720p', '--json']);
  expect(code).toBe(0);
  const { sources, totals, prices, idle } = JSON.parse(stdout);
  expect(prices).toEqual({ region: 'us-east-1', asOf: expect.stringMatching(/^\d{4}-\d{2}$/) });
  expect(sources).toMatchObject([{ source: clip, renditions: [{ rendition: '720p', engine: 'ffmpeg' }] }]);
  const [{ renditions }] = sources;
  const [{ usd, engines, reason }] = renditions;
  const [ffmpeg, managed] = engines;
  expect(ffmpeg.estimate.usd).toBe(usd);
  expect(managed.estimate.usd).toBeGreaterThanOrEqual((10 / 60) * 0.0075);
  expect(reason).toContain(`$${usd.toFixed(4)}`);
  expect(totals).toMatchObject({ sources: 1, renditions: 1, refused: 0, usd });
  expect(idle).toContainEqual({ what: 'dashboards', count: 1, usdAMonth: 3 });
});

it('prices all videos below a folder, and says which would be refused', async () => {
  const { stdout, code } = await runCli(['quote', join(folder, 'videos')]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^clip\.mp4 +0\.4 s +3 +0\.00\d+ +ffmpeg$/m);
  expect(stdout).toMatch(/^note\.mp4 +0 +0 +refused, unreadable: The file is not a v…$/m);
  expect(stdout).toMatch(/^refused +1 /m);
});

it('prices an object by its key in the input bucket, and uploads nothing', async () => {
  const aws = await startFakeAws();
  try {
    aws.objects.set('there.mp4', await readFile(clip));
    const run = (key: string) => runCli(['quote', key, '--json'], { AWS_ENDPOINT_URL: aws.endpoint });
    const [there, missing] = await Promise.all([run('there.mp4'), run('none.mp4')]);
    expect(JSON.parse(there.stdout)).toMatchObject({ totals: { renditions: 3 } });
    expect(missing.stderr).toMatch(/^There is no object "s3:\/\/fanreel-input\/none\.mp4"[^\n]+\n$/);
    expect([there.code, missing.code, aws.objects.size]).toEqual([0, 2, 1]);
  } finally {
    await aws.close();
  }
});

it.each([
  ['nothing', [], 2, "Missing required argument 'source'"],
  ['a folder without videos', [join(folder, 'empty')], 2, 'No video is in "'],
  ['what is no video', [join(folder, 'videos/note.mp4')], 1, 'unreadable: The file is not a video'],
  ['an unknown preset', [clip, '--rendition', '4k'], 2, 'There is no preset "4k"; there are: '],
  ['an unknown profile', [clip, '--profile', 'x'], 2, 'There is no profile "x"; there are: '],
  [
    'a key without a stack',
    ['no.mp4', '--endpoint', 'http://127.0.0.1:9'],
    2,
    'There is no file "no.mp4", and ',
  ],
])('%s is one line and an exit code', async (_, args, code, line) => {
  const told = await runCli(['quote', ...args]);
  expect(told.stderr).toMatch(/^[^\n]+\n$/);
  expect(told.stderr).toContain(line);
  expect([told.code, told.stdout]).toEqual([code, '']);
});
