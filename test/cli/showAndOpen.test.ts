import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAws, startFakeAws } from './fakeAws.ts';
import { job, output } from './ledgerItem.ts';
import { runCli } from './runCli.ts';
import { runOnTerminal } from './runOnTerminal.ts';

let aws: FakeAws;

beforeEach(async () => {
  aws = await startFakeAws();
});

afterEach(() => aws.close());

const run = (...args: string[]) => runCli(args, { AWS_ENDPOINT_URL: aws.endpoint });

describe('fanreel show', () => {
  it("tells a source's story: what was decided, each attempt, why it failed and what to do, the same on a terminal", async () => {
    aws.objects.set('a\x1b.mp4', Buffer.from('not a video'));
    aws.jobs.push(
      job('a\x1b.mp4', '720p', 'failed', {
        batch: 'March',
        engine: 'ffmpeg',
        reason: 'it fits',
        message: { id: 'm', sentAt: '2026-01-02T03:04:00.000Z' },
        attempts: [
          {
            ...{ number: 1, messageId: 'm', startedAt: '2026-01-02T03:04:05.500Z', engine: 'ffmpeg' },
            ...{
              endedAt: '2026-01-02T03:04:06.700Z',
              outcome: 'stalled',
              seconds: 1.2,
              usd: 0.002,
              requestsUsd: 0.00004,
            },
          },
        ],
        failure: {
          ...{ class: 'transient', code: 'stalled', message: 'ffmpeg stood still.' },
          ...{ operator: 'Look whether the machine was busy.', detail: 'frame= 1\nError \x1b[2J' },
        },
      }),
    );
    aws.beside.push({
      jobId: 'plan/a\x1b.mp4 720p',
      plan: { kind: 'image', decisions: [{ what: 'sizes', choice: '320', reason: "the preset's" }] },
    });
    const args = ['show', 'a\x1b.mp4', '--rendition', '720p'];
    const [piped, seen] = await Promise.all([
      run(...args),
      runOnTerminal(args, { env: { AWS_ENDPOINT_URL: aws.endpoint } }),
    ]);
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    expect(piped.stdout).toBe(
      `\
source  s3://fanreel-input/a\\x1b.mp4
batch   March
refused  unreadable: The file is not a video, or is damaged at its start.

720p  failed
  sizes  320  the preset's
  engine        ffmpeg: it fits
  in the queue  5.5 s
  cost          0.00200 USD at list prices, 0.00004 of it for requests

  #  BEGAN                 ENGINE  OUTCOME  SECONDS  ENCODE      USD
  1  2026-01-02T03:04:05Z  ffmpeg  stalled      1.2          0.00200

  failure     stalled (transient): ffmpeg stood still.
              Look whether the machine was busy.
  what to do  once the cause is mended
    npx fanreel publish "$(printf 'a\\033.mp4')" --rendition 720p
  its last words
    frame= 1
    Error \\x1b[2J
`,
    );
    expect(seen.text).toBe(piped.stdout);
    expect(seen.raw).toContain('\x1b[1m720p\x1b[22m  \x1b[31mfailed\x1b[39m');
  });

  it('cuts off nothing of who made an attempt, nor of how it ended', async () => {
    aws.objects.set('a.mp4', Buffer.from('not a video'));
    const made = { engine: 'ffmpeg', compute: 'container', seconds: 1234.5, encodeSeconds: 1200.1, usd: 0.1 };
    const startedAt = '2026-01-02T03:04:05.500Z';
    const attempts = [{ number: 1, messageId: 'm', startedAt, ...made, outcome: 'worker-stopped' }];
    aws.jobs.push(job('a.mp4', '720p', 'queued', { attempts }));
    const { stdout } = await run('show', 'a.mp4');
    expect(stdout).not.toContain('…');
    const words = stdout.slice(stdout.indexOf('OUTCOME')).split(/\s+/);
    expect(words.filter(one => ['ffmpeg', 'in', 'a', 'container'].includes(one))).toHaveLength(4);
    expect(stdout).toContain('worker-stopped');
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
  });

  it('prints all of it as JSON, and says so of what nobody knows', async () => {
    aws.objects.set('a.mp4', Buffer.from('not a video'));
    aws.jobs.push(job('a.mp4', '720p', 'complete', output('720p', 'a.mp4')));
    const [json, missing] = await Promise.all([run('show', 'a.mp4', '--json'), run('show', 'b.mp4')]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ bucket: 'fanreel-input', key: 'a.mp4', probe: { refusal: { code: 'unreadable' } } },
      jobs: [{ rendition: '720p', state: 'complete' }],
    });
    expect([missing.code, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toMatch(/^There is no job for "b\.mp4" and no such object/);
  });
});

describe('fanreel open', () => {
  it('prints the link alone where one rendition is asked for, signed for as long as it is told', async () => {
    aws.jobs.push(job('a b.mp4', '720p', 'complete', output('720p', 'a b.mp4')));
    const { code, stdout } = await run('open', 'a b.mp4', '--rendition', '720p', '--expires', '10m');
    const link = new URL(stdout.trimEnd());
    expect([code, link.pathname]).toEqual([0, '/fanreel-720p/a%20b.mp4']);
    expect(link.searchParams.get('X-Amz-Expires')).toBe('600');
  });

  it('opens a clip itself, not the manifest that is its output', async () => {
    const span = { camera: 'cam1', fromMs: 0, toMs: 1_000 };
    const clip = { clipId: 'c1', span, askedAt: new Date().toISOString(), waits: [] };
    const made = output('720p', 'cam1/c1/manifest.json');
    aws.jobs.push({ ...job('cam1/c1', '720p', 'complete', made), clip });
    const { stdout } = await run('open', 'cam1/c1', '--rendition', '720p');
    expect(new URL(stdout.trimEnd()).pathname).toBe('/fanreel-720p/cam1/c1/clip.mp4');
  });

  it('prints a line each of several, and says how those stand that have none', async () => {
    aws.jobs.push(
      job('a.mp4', '720p', 'complete', output('720p', 'a.mp4')),
      job('a.mp4', '1080p', 'running'),
    );
    const [all, none, tooLong] = await Promise.all([
      run('open', 'a.mp4'),
      run('open', 'a.mp4', '--rendition', '1080p'),
      run('open', 'a.mp4', '--expires', '8d'),
    ]);
    expect(all.stdout).toMatch(/^720p {2}http\S+\n$/);
    expect([none.code, none.stderr]).toEqual([
      1,
      'There is no output of "a.mp4" to open: 1080p is running.\n',
    ]);
    expect([tooLong.code, tooLong.stderr]).toEqual([
      2,
      'A link works for 1s to 7d: give --expires between.\n',
    ]);
  });
});
