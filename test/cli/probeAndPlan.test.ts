import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { mediaFacts } from '../../lab/support/mediaFacts.ts';
import { startFakeAws } from './fakeAws.ts';
import { runCli } from './runCli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-plan-'));
const at = (name: string) => join(folder, name);
let clip: string;

beforeAll(async () => {
  clip = await makeClip(at('clip.mp4'), { size: '480x854', rate: 25, seconds: 0.4 });
  await makeClip(at('tone.mp4'), { source: 'color=size=16x8:duration=0.2', audio: false, codec: 'mpeg4' });
  writeFileSync(at('note.mp4'), 'not a video');
  writeFileSync(at('empty.mp4'), '');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('fanreel probe', () => {
  it('shows the facts as lines and as JSON', async () => {
    const [text, json] = await Promise.all([runCli(['probe', clip]), runCli(['probe', clip, '--json'])]);
    expect(text.stdout).toMatch(/^container +mp4/);
    expect(text.stdout).toMatch(/^video +h264, 480x854, stream 0:V:0$/m);
    expect(text.stdout).toMatch(/^frames +25 a second, 10 in all, progressive$/m);
    expect(JSON.parse(json.stdout)).toMatchObject({ file: clip, container: 'mp4', video: { fps: 25 } });
    expect([text.code, text.stderr, json.code, json.stderr]).toEqual([0, '', 0, '']);
  });

  it('refuses with the code and one line, and as JSON on stdout', async () => {
    const [text, json] = await Promise.all([
      runCli(['probe', at('note.mp4')]),
      runCli(['probe', at('empty.mp4'), '--json']),
    ]);
    expect(text.stderr).toMatch(/^unreadable: [^\n]+\n$/);
    expect(text.stdout).toBe('');
    expect(json.stderr).toMatch(/^empty: [^\n]+\n$/);
    expect(JSON.parse(json.stdout)).toMatchObject({ refusal: { class: 'input', code: 'empty' } });
    expect([text.code, json.code]).toEqual([1, 1]);
  });

  it('reads an object where it lies, by ranges', async () => {
    const aws = await startFakeAws();
    try {
      aws.objects.set('a b.mp4', await readFile(clip));
      const run = (url: string) => runCli(['probe', url, '--json'], { AWS_ENDPOINT_URL: aws.endpoint });
      const [there, missing] = await Promise.all([
        run('s3://fanreel-input/a b.mp4'),
        run('s3://fanreel-input/none.mp4'),
      ]);
      expect(JSON.parse(there.stdout)).toMatchObject({ video: { width: 480, height: 854 } });
      expect(missing.stderr).toMatch(/^There is no object "s3:\/\/fanreel-input\/none\.mp4"/);
      expect([there.code, missing.code]).toEqual([0, 2]);
    } finally {
      await aws.close();
    }
  });
});

describe('fanreel plan', () => {
  it('shows for each preset the decisions with reasons, the engine and the seconds', async () => {
    const { code, stdout, stderr } = await runCli(['plan', clip]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^container +mp4[\s\S]*\n720p\n[\s\S]*\n1080p\n/);
    expect(stdout).toMatch(/^ {2}size +480x854 +\S.*/m);
    // Reasons go on below one another where 80 columns are too few.
    const words = stdout.replaceAll(/\n {2,}/g, ' ');
    expect(words).toMatch(/ engine +ffmpeg +predicted encode of [\d.]+ s and \d+ MB of scratch fit/);
    expect(words).toMatch(/ encode +about [\d.]+ s +predicted for 2 vCPUs, profile local/);
    expect(words).toMatch(/\nthumbnails [\s\S]* mediaconvert +could not +images are made by ffmpeg only/);
    expect(stdout.match(/^\S*ffmpeg -nostdin .*$/gm)).toHaveLength(2);
  });

  it('prints a command that works when it is pasted, whatever the file is called', async () => {
    const name = `-i it's "$(touch oops)" 50%d\\ a\n\x1b[2J.mp4`;
    const source = at(name);
    await rename(await makeClip(at('odd.mp4'), { size: '320x240', seconds: 0.2 }), source);
    const { stdout } = await runCli(['plan', source, '--preset', '720p']);
    const line = stdout.split('\n').find(one => one.includes('-nostdin')) ?? '';
    const place = at('place');
    mkdirSync(place);
    execFileSync('sh', { cwd: place, input: `${line}\n` });
    const made = join(place, `${name.slice(0, -'.mp4'.length)}.720p.mp4`);
    expect(mediaFacts(made)).toMatchObject({ width: 320, height: 240, codec: 'h264', audioCodec: 'aac' });
    expect(readdirSync(place)).toHaveLength(1);
    expect(stdout).not.toContain('\x1b');
  });

  it('gives programs the plan, the engine, the command and what MediaConvert says', async () => {
    const { stdout } = await runCli(['plan', clip, '--preset', '1080p', '--profile', 'production', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      file: clip,
      profile: 'production',
      probe: { container: 'mp4' },
      renditions: [
        {
          preset: '1080p',
          plan: { video: { width: 480, height: 854 } },
          predicted: { seconds: expect.any(Number), outputBytes: expect.any(Number) },
          engine: 'ffmpeg',
          mediaConvert: { refusal: null },
          ffmpeg: { command: expect.stringContaining('clip.1080p.mp4') },
        },
      ],
    });
  });

  it('refuses what no preset can make with the code and one line', async () => {
    const { code, stdout, stderr } = await runCli(['plan', at('tone.mp4')]);
    expect(stderr).toMatch(/^too-small: [^\n]+\n$/);
    expect([code, stdout]).toEqual([1, '']);
  });
});

it.concurrent.each<[string, string[], RegExp]>([
  ['a missing file', ['plan', at('none.mp4')], /^There is no file ".*none\.mp4"; check the path\.$/],
  ['a folder', ['probe', folder], /^".*" is a folder; name one video file in it\.$/],
  ['a device', ['probe', '/dev/null'], /^"\/dev\/null" is not a file/],
  [
    'an unknown preset',
    ['plan', 'x', '--preset', '4k\x1b'],
    /^There is no preset "4k\\x1b"; there are: 720p, 1080p/,
  ],
  [
    'an unknown profile',
    ['plan', 'x', '--profile', 'prod'],
    /^There is no profile "prod"; there are: local, production, staging\.$/,
  ],
  ['an object without a key', ['plan', 's3://bucket/'], /^"s3:\/\/bucket\/" names no object/],
])('%s is a wrong command line: one line and exit code 2', async (_what, args, line) => {
  const { code, stdout, stderr } = await runCli(args);
  expect(stderr.trimEnd()).toMatch(line);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect([code, stdout]).toEqual([2, '']);
});
