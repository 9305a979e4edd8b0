import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveMessages } from '../../cli/deeds/redrive/moveMessages.ts';
import { turnOf } from '../../contract/ledger/turn.ts';
import { type FakeAws, startFakeAws } from './fakeAws.ts';
import { failure, job, output } from './ledgerItem.ts';
import { runCli } from './runCli.ts';
import { runOnTerminal } from './runOnTerminal.ts';

let aws: FakeAws;
let folder: string;

beforeEach(async () => {
  aws = await startFakeAws();
  folder = mkdtempSync(join(tmpdir(), 'fanreel-cli-'));
});

afterEach(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runCli(args, { AWS_ENDPOINT_URL: aws.endpoint });

describe('fanreel publish', () => {
  it('publishes a request for an object that is there, its key as it is', async () => {
    aws.objects.set('a b+ü.mp4', Buffer.from('x'));
    const { code, stdout, stderr } = await run('publish', 'a b+ü.mp4', '--force', '--reason', 'new logo');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Asked for 720p, 1080p of s3://fanreel-input/a b+ü.mp4. "npx fanreel status"');
    expect(aws.published).toHaveLength(1);
    expect(JSON.parse(aws.published[0]?.get('Message') ?? '')).toEqual({
      schema: 'fanreel.request/1',
      source: { bucket: 'fanreel-input', key: 'a b+ü.mp4' },
      force: true,
      reason: 'new logo',
    });
    expect(aws.published[0]?.has('MessageAttributes.entry.1.Name')).toBe(false);
  });

  it('names one rendition by the message attribute that the subscriptions filter on', async () => {
    aws.objects.set('a.mp4', Buffer.from('x'));
    await run('publish', 'a.mp4', '--rendition', '720p');
    expect(aws.published[0]?.get('MessageAttributes.entry.1.Name')).toBe('rendition');
    expect(aws.published[0]?.get('MessageAttributes.entry.1.Value.StringValue')).toBe('720p');
  });

  it('takes a list of keys on stdin, each once', async () => {
    for (const key of ['a.mp4', 'b c.mp4']) aws.objects.set(key, Buffer.from('x'));
    const list = join(folder, 'keys');
    writeFileSync(list, 'a.mp4\nb c.mp4\n\na.mp4\n');
    const { code, stdout } = await runCli(
      ['publish', '-'],
      { AWS_ENDPOINT_URL: aws.endpoint },
      openSync(list, 'r'),
    );
    expect(stdout).toBe(
      'Asked for 720p, 1080p of s3://fanreel-input/a.mp4.\nAsked for 720p, 1080p of s3://fanreel-input/b c.mp4.\n',
    );
    expect([code, aws.published.length]).toEqual([0, 2]);
  });

  it('takes the videos below a prefix, and without a terminal asks for many only where it is told to', async () => {
    for (let clip = 0; clip < 11; clip += 1) aws.objects.set(`in/${clip}.mp4`, Buffer.from('x'));
    for (const key of ['in/notes.txt', 'other.mp4']) aws.objects.set(key, Buffer.from('x'));
    const asked = await run('publish', '--prefix', 'in/');
    expect([asked.code, asked.stderr, aws.published.length]).toEqual([
      2,
      'Ask for 720p, 1080p of 11 sources? Without a terminal nobody can answer: say --yes to agree.\n',
      0,
    ]);
    const dry = await run('publish', '--prefix', 'in/', '--dry-run');
    expect([dry.code, dry.stdout]).toEqual([0, 'Would ask for 720p, 1080p of 11 sources.\n']);
    const done = await run('publish', '--prefix', 'in/', '--yes');
    expect([done.code, done.stdout]).toEqual([0, 'Asked for 720p, 1080p of 11 sources.\n']);
    // Uploads pass a group that keeps the consumers busy; one source that is asked for by name is no crowd.
    expect(aws.published.map(form => form.get('MessageGroupId'))).toEqual(Array(11).fill('publish'));
    await run('publish', 'other.mp4');
    expect(aws.published.at(-1)?.has('MessageGroupId')).toBe(false);
  });

  it.each([
    ['y', 0, /Asked for 720p, 1080p of 11 sources\.\n$/, 11],
    ['n', 1, /Nothing was done\.\n$/, 0],
  ])(
    'asks on a terminal before many are asked for, and takes %s for an answer',
    async (by, code, said, published) => {
      for (let clip = 0; clip < 11; clip += 1) aws.objects.set(`in/${clip}.mp4`, Buffer.from('x'));
      const seen = await runOnTerminal(['publish', '--prefix', 'in/'], {
        env: { AWS_ENDPOINT_URL: aws.endpoint },
        answer: { to: 'Ask for 720p, 1080p of 11 sources?', by },
      });
      expect(seen.text).toMatch(said);
      expect([seen.code, aws.published.length]).toEqual([code, published]);
    },
  );

  it('publishes nothing for an object or a rendition that is not there', async () => {
    const [noObject, noRendition] = await Promise.all([
      run('publish', 'A.mp4'),
      run('publish', 'a.mp4', '--rendition', '144p'),
    ]);
    expect(noObject.stderr).toMatch(/^There is no object "A\.mp4" in bucket fanreel-input: .*\n$/);
    expect(noRendition.stderr).toBe('There is no rendition "144p"; this stack has: 720p, 1080p.\n');
    expect([noObject.code, noRendition.code, aws.published.length]).toEqual([1, 2, 0]);
  });
});

describe('fanreel redrive', () => {
  it('says how many messages it moved, and that an empty DLQ has none', async () => {
    aws.deadLetters = 3;
    const full = await run('redrive', '720p');
    const empty = await run('redrive', '720p');
    expect(full.stdout).toBe('Moved 3 messages from fanreel-720p-dlq back to the queue of 720p.\n');
    expect(empty.stdout).toBe('fanreel-720p-dlq has nothing to redrive.\n');
    expect([full.code, empty.code, full.stderr, empty.stderr]).toEqual([0, 0, '', '']);
  });
});

describe('fanreel dlq', () => {
  it('lists what is dead with class, code, tries and money, and what each code means, the same on a terminal', async () => {
    const dead = { ...failure.failure, code: 'no-video' };
    aws.jobs.push(
      job('a.mp4', '720p', 'failed', {
        failure: dead,
        attempts: [{ startedAt: '2026-01-02T03:04:05.000Z', usd: 0.5 }],
      }),
      job('a.mp4', '1080p', 'complete', output('1080p', 'a.mp4')),
      job('映画.mp4', '1080p', 'failed', { failure: dead }),
    );
    const [piped, seen, none] = await Promise.all([
      run('dlq'),
      runOnTerminal(['dlq'], { env: { AWS_ENDPOINT_URL: aws.endpoint } }),
      run('dlq', '--code', 'timeout'),
    ]);
    expect(piped.stdout.replaceAll(/^ *\d+d/gm, age => '#'.padStart(age.length))).toBe(`\
 AGE  RENDITION  KEY       CLASS  CODE      TRIES      USD
   #  1080p      映画.mp4  input  no-video      0        0
   #  720p       a.mp4     input  no-video      1  0.50000

2  no-video (input)  There is no video in it.
`);
    expect(seen.text).toBe(piped.stdout);
    expect([none.code, none.stdout]).toEqual([0, 'Nothing is dead.\n']);
  });
});

describe('moving messages', () => {
  it('is not waited for any longer once it stands still', async () => {
    aws.deadLetters = 3;
    aws.moveStatus = 'RUNNING';
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new SQSClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials });
    const moved = await moveMessages(client, 'arn:aws:sqs:us-east-1:000000000000:fanreel-720p-dlq', {
      stillMs: 100,
    });
    expect(moved).toEqual({ status: 'RUNNING', moved: 3 });
  });
});

describe('fanreel status', () => {
  /** Ages grow. */
  const ageless = (text: string) => text.replaceAll(/^ *\d+d/gm, age => '#d'.padStart(age.length));

  it('shows a line a source with its renditions within, newest change first, safe for a terminal', async () => {
    aws.jobs.push(
      job('a\x1b.mp4', '720p', 'failed', { failure: { ...failure.failure, code: 'no-video' } }),
      job('映画祭.mp4', '1080p', 'submitted', {
        progress: 40,
        attempts: [{ startedAt: new Date().toISOString(), usd: 0.002 }],
      }),
      job('映画祭.mp4', '720p', 'complete', output('720p', '映画祭.mp4')),
    );
    const [piped, seen] = await Promise.all([
      run('status'),
      runOnTerminal(['status'], { env: { AWS_ENDPOINT_URL: aws.endpoint } }),
    ]);
    expect(piped.stderr).toBe('');
    expect(ageless(piped.stdout).split('\n')[0]).toMatch(/^ *AGE {2}KEY +RENDITIONS +USD$/);
    expect(ageless(piped.stdout)).toMatch(
      /#d {2}映画祭\.mp4 {2}submitted 1080p \(40 %\), complete 720p +0\.00200\n/,
    );
    expect(ageless(piped.stdout)).toMatch(/#d {2}a\\x1b\.mp4 {3}failed 720p \(no-video\)\n$/);
    expect(ageless(seen.text)).toBe(ageless(piped.stdout));
    expect(seen.raw).toContain('\x1b[31mfailed\x1b[39m 720p (no-video)');
  });

  it('lists a job in a state that a later version has added behind the others', async () => {
    aws.jobs.push(
      job('a.mp4', '720p', 'archived', { batch: 'B' }),
      job('a.mp4', '1080p', 'dropped', {
        batch: 'B',
        dropped: { by: 'ann', at: '2026-01-02T03:04:05.000Z' },
      }),
    );
    const [listed, one] = await Promise.all([run('status', '--batch', 'B'), run('status', 'a.mp4')]);
    expect(ageless(listed.stdout)).toMatch(/#d {2}a\.mp4 +dropped 1080p, archived 720p\n/);
    expect(one.stdout).toMatch(/^720p +archived /m);
    expect(one.stdout).toMatch(/^1080p +dropped +\d+d +by ann before it was begun\n/m);
  });

  it('shows only sources that have a job in a state, of a batch or below a prefix, and in JSON their items', async () => {
    aws.jobs.push(
      job('in/a.mp4', '720p', 'failed', { ...failure, batch: 'March' }),
      job('in/a.mp4', '1080p', 'complete', { ...output('1080p', 'in/a.mp4'), batch: 'March' }),
      job('b.mp4', '720p', 'complete', output('720p', 'b.mp4')),
    );
    const keys = async (...args: string[]) => {
      const { stdout } = await run('status', '--json', ...args);
      return (JSON.parse(stdout) as ReturnType<typeof job>[]).map(
        one => `${one.source.key} ${one.rendition}`,
      );
    };
    expect(await keys('--state', 'failed')).toEqual(['in/a.mp4 720p']);
    expect(await keys('--batch', 'March')).toEqual(['in/a.mp4 720p', 'in/a.mp4 1080p']);
    expect(await keys('--prefix', 'b')).toEqual(['b.mp4 720p']);
    expect(await keys('--batch', 'April')).toEqual([]);
    expect(await keys('--limit', '1')).toEqual(['in/a.mp4 720p', 'in/a.mp4 1080p']);
  });

  it('tells of a running job what its worker told last, and in JSON what each was planned to become', async () => {
    const running = job('c.mp4', '720p', 'running', { beatBy: 1 });
    const attempts = [{ number: 1, startedAt: running.createdAt }];
    const turn = turnOf({ ...running, attempts });
    aws.jobs.push({ ...running, attempts, turn });
    aws.beside.push(
      {
        jobId: 'beat/c.mp4 720p',
        turn,
        engine: 'ffmpeg',
        progress: 61,
        at: '2026-01-02T03:05:00.000Z',
      },
      { jobId: 'plan/c.mp4 720p', plan: { kind: 'video' } },
    );
    const [lines, json] = await Promise.all([run('status', 'c.mp4'), run('status', 'c.mp4', '--json')]);
    expect(lines.stdout).toMatch(/^720p +running +\d+d +ffmpeg, 61 %/m);
    expect(lines.stdout).toMatch(/^1080p +not begun +its queue is empty;/m);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { progress: 61, engine: 'ffmpeg', plan: { kind: 'video' } },
    ]);
  });

  it('follows one source until all that is wanted of it is over, a line a change', async () => {
    const source = { bucket: 'fanreel-input', key: 'a.mp4', version: 'e1', wishes: { renditions: ['720p'] } };
    const running = job('a.mp4', '720p', 'running', { source, progress: 40 });
    aws.jobs.push(running);
    aws.onLook = () =>
      Object.assign(running, { state: 'complete', progress: 100, ...output('720p', 'a.mp4') });
    const { code, stdout } = await run('status', 'a.mp4', '--follow');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^\S+ {2}a\.mp4 720p {2}running {2}40 %\n\S+ {2}a\.mp4 720p {2}complete {2}s3:\/\/fanreel-720p\/a\.mp4\n$/,
    );
  });

  it('tells an object without jobs from one that is not there', async () => {
    aws.objects.set('a.mp4', Buffer.from('x'));
    const [there, missing] = await Promise.all([run('status', 'a.mp4'), run('status', 'b.mp4')]);
    expect([there.stdout, there.code]).toEqual(['No jobs.\n', 0]);
    expect(missing.stderr).toMatch(/^There is no job for "b\.mp4" and no such object/);
    expect(missing.code).toBe(1);
  });

  it('says why nothing is made of an object that is left alone, beside the JSON and not in it', async () => {
    aws.objects.set('notes.txt', Buffer.from('x'));
    aws.objects.set('upload-1', Buffer.from('Dear all,'));
    const [byName, byContent] = await Promise.all([
      run('status', 'notes.txt'),
      run('status', 'upload-1', '--json'),
    ]);
    expect(byName.stdout).toBe('"notes.txt" is not a video by its name (.txt): left alone.\n');
    expect([byContent.stdout, byContent.stderr, byContent.code]).toEqual([
      '[]\n',
      '"upload-1" is not a video by its content (text): left alone.\n',
      0,
    ]);
  });

  it('says which stack it did not find', async () => {
    const { code, stderr } = await run('status', '--stack', 'other');
    expect(stderr).toBe(`There is no stack "other" at ${aws.endpoint}: name another with --stack.\n`);
    expect(code).toBe(1);
  });
});

describe('fanreel submit', () => {
  it('shows on a terminal what became of each file, and how much that was', async () => {
    for (const name of ['a.mp4', '映.mp4']) writeFileSync(join(folder, name), name);
    const seen = await runOnTerminal(['submit', folder], { env: { AWS_ENDPOINT_URL: aws.endpoint } });
    expect(seen.code).toBe(0);
    expect(seen.text).toMatch(/^Uploaded \S+映\.mp4 to s3:\/\/fanreel-input\/映\.mp4 \(7 B\)\.$/m);
    expect(seen.text).toMatch(/^Uploaded 2 files \(12 B\) in [\d.]+ s, [\d.]+ k?B\/s\.$/m);
  });

  it('uploads the videos below a folder under their paths and counts the rest', async () => {
    mkdirSync(join(folder, 'sub'));
    for (const name of ['b.mp4', 'sub/c d.MOV', 'd.Mts', 'notes.txt', '._b.mp4'])
      writeFileSync(join(folder, name), name);
    writeFileSync(join(folder, 'upload-1'), Buffer.from('1a45dfa3', 'hex'));
    const { code, stdout, stderr } = await run('submit', folder, '--prefix', 'in');
    expect([code, stderr]).toEqual([0, '']);
    expect([...aws.objects.keys()].sort()).toEqual(['in/b.mp4', 'in/d.Mts', 'in/sub/c d.MOV', 'in/upload-1']);
    expect(stdout).toMatch(/^Skipped 1 file that is not a video\.\n/);
  });

  it('says of each object which batch it is of, what is wanted and what else is known of it', async () => {
    writeFileSync(join(folder, 'a.mp4'), 'x');
    const flags = ['--batch', 'März 1', '--rendition', '720p', '--metadata', 'Camera=3', '--json'];
    const { code, stdout } = await run('submit', join(folder, 'a.mp4'), ...flags);
    expect(code).toBe(0);
    expect(aws.metadata.get('a.mp4')).toEqual({
      'fanreel-batch': 'M%C3%A4rz%201',
      'fanreel-renditions': '720p',
      camera: '3',
    });
    expect(JSON.parse(stdout)).toEqual({
      uploaded: [expect.objectContaining({ key: 'a.mp4', version: 'e1', sizeBytes: 1, skipped: false })],
      failed: [],
    });
  });

  it.each([
    [['--rendition', '144p'], /There is no rendition "144p"; this stack has: 720p, 1080p\./],
    [['--metadata', 'camera'], /name=value/],
    [['--metadata', 'fanreel-batch=x'], /are for wishes, which have flags/],
    [['--metadata', 'title=März'], /percent-encode/],
  ])('refuses %j before anything is uploaded', async (flags, message) => {
    writeFileSync(join(folder, 'a.mp4'), 'x');
    const { code, stderr } = await run('submit', join(folder, 'a.mp4'), ...flags);
    expect(stderr).toMatch(message);
    expect([code, aws.objects.size]).toEqual([2, 0]);
  });

  it('waits for every rendition and prints where each is', async () => {
    writeFileSync(join(folder, 'a.mp4'), 'x');
    aws.onUpload = (key, version) => {
      const source = { bucket: 'fanreel-input', key, version };
      aws.jobs.push(job(key, '720p', 'complete', { source, ...output('720p', key) }));
      aws.jobs.push(job(key, '1080p', 'complete', { source, ...output('1080p', key) }));
    };
    const { code, stdout } = await run('submit', join(folder, 'a.mp4'), '--key', 'x/y.mp4', '--wait');
    expect(stdout).toContain('s3://fanreel-720p/x/y.mp4\ns3://fanreel-1080p/x/y.mp4\n');
    expect(code).toBe(0);
  });

  it('waits no longer than it is told, and says that the work goes on', async () => {
    writeFileSync(join(folder, 'a.mp4'), 'x');
    const { code, stderr } = await run('submit', join(folder, 'a.mp4'), '--timeout', '1');
    expect(stderr).toMatch(/^2 of 2 renditions were not over after 1 s; the work goes on, [^\n]*\n$/);
    expect(code).toBe(1);
  });

  it('ends with 1 and each failure when a rendition fails, not taking an old failure for it', async () => {
    writeFileSync(join(folder, 'a.mp4'), 'x');
    const old = job('a.mp4', '720p', 'failed', { failure: { class: 'input', message: 'An old failure.' } });
    aws.jobs.push(old, job('a.mp4', '1080p', 'complete', output('1080p', 'a.mp4')));
    aws.onUpload = () =>
      setTimeout(() => Object.assign(old, { updatedAt: '2026-01-02T04:00:00.000Z', ...failure }), 300);
    const { code, stdout, stderr } = await run('submit', join(folder, 'a.mp4'), '--wait');
    expect(stdout).toContain('a.mp4 720p failed: There is no video in it.\n');
    expect(stdout).not.toContain('old failure');
    expect(stderr).toMatch(/^1 of 2 renditions failed: .*\n$/);
    expect(code).toBe(1);
  });
});
