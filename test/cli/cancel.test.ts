import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aheadOf } from '../../cli/operator/actor.ts';
import { openStillStack, type StillStack } from './stillStack.ts';

let stack: StillStack;

beforeAll(async () => {
  stack = await openStillStack();
});

afterAll(() => stack?.close());

const attempt = (more: object = {}) => ({
  ...{ number: 1, messageId: 'm', startedAt: new Date().toISOString(), engine: 'ffmpeg' },
  ...more,
});

/** Of a source with one rendition under way and the other not begun. */
async function running(key: string) {
  await stack.put(key);
  const ended = attempt({ endedAt: new Date().toISOString(), outcome: 'stalled', usd: 0.002 });
  return await stack.job(key, '720p', {
    ...{ state: 'running', attempts: [ended, attempt({ number: 2 })], progress: 45 },
    ...{ leaseOwner: 'w', leaseUntil: Date.now() + 60_000 },
  });
}

describe('fanreel cancel', () => {
  it('says of each rendition what it was and what it has cost, and writes down who dropped it and why', async () => {
    const jobId = await running('映画.mp4');
    await stack.job('映画.mp4', '1080p', { state: 'complete', output: { bucket: 'b', key: 'k' } });
    const { code, stdout, stderr } = await stack.run('cancel', '映画.mp4', '--reason', 'wrong film');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`\
KEY       RENDITION  WAS               USD  NOW
映画.mp4  720p       running 45 %  0.00200  dropped, stopping
映画.mp4  1080p      complete               already complete

Dropped 1 rendition of 1 source; 0.00200 USD had been spent before what is under way, which "npx fanreel show" tells once it has stopped.
Made all the same: npx fanreel publish '映画.mp4' --rendition 720p
`);
    const by = userInfo().username;
    expect(await stack.item(jobId)).toMatchObject({
      ...{ state: 'dropped', untold: 'yes', dropped: { by, reason: 'wrong film', was: 'running' } },
    });
    const { stdout: listed } = await stack.run('status', '映画.mp4');
    expect(listed).toContain(`by ${by} when it was running:`);
    // Its worker tells, when it has stopped.
    expect(stack.told).toEqual([]);
  });

  it('says that nothing has to stop of what nobody has taken from the queue of containers yet', async () => {
    await stack.put('long.mp4');
    const handedOn = attempt({ endedAt: new Date().toISOString(), outcome: 'handed-on', usd: 0.0001 });
    await stack.job('long.mp4', '720p', { state: 'submitted', plan: {}, attempts: [handedOn], progress: 0 });
    const { stdout } = await stack.run('cancel', 'long.mp4', '--rendition', '720p');
    expect(stdout).toContain('720p       submitted  0.00010  dropped\n');
    expect(stdout).toContain('0.00010 USD had been spent.');
  });

  it('says in colours on a terminal what it would do, and does nothing in a dry run', async () => {
    const jobId = await running('dry.mp4');
    const seen = await stack.seen(['cancel', 'dry.mp4', '--dry-run']);
    expect(seen.code).toBe(0);
    expect(seen.text).toBe(`\
KEY      RENDITION  WAS               USD  NOW
dry.mp4  720p       running 45 %  0.00200  would be dropped
dry.mp4  1080p      not begun              would be dropped

Would drop 2 renditions of 1 source; 0.00200 USD had been spent before what is under way, which "npx fanreel show" tells once it has stopped.
`);
    expect(seen.raw).toContain('\x1b[36mrunning\x1b[39m 45 %');
    expect(await stack.item(jobId)).toMatchObject({ state: 'running' });
  });

  it('forbids what nobody has begun, and tells of it at once', async () => {
    await stack.put('new.mp4');
    const { code, stdout } = await stack.run('cancel', 'new.mp4', '--json');
    expect(code).toBe(0);
    const not = { key: 'new.mp4', was: 'not begun', usd: 0, now: 'dropped' };
    expect(JSON.parse(stdout)).toEqual({
      dryRun: false,
      renditions: [
        { ...not, rendition: '720p' },
        { ...not, rendition: '1080p' },
      ],
    });
    const told = stack.told.filter(({ source }) => source?.key === 'new.mp4');
    expect(told.map(({ state, rendition }) => [state, rendition]).sort()).toEqual([
      ['dropped', '1080p'],
      ['dropped', '720p'],
    ]);
    const again = await stack.run('cancel', 'new.mp4', '--rendition', '720p');
    expect([again.code, again.stdout]).toEqual([
      0,
      'KEY      RENDITION  WAS      USD  NOW\nnew.mp4  720p       dropped       already dropped\n\n',
    ]);
  });

  it('stops a batch once somebody has agreed, what nobody has begun of it included', async () => {
    const batch = { 'fanreel-batch': 'M%C3%A4rz' };
    for (const key of ['b/1.mp4', 'b/2.mp4'])
      await stack.put(key, { ...batch, 'fanreel-renditions': '720p' });
    await stack.put('b/other.mp4');
    await stack.job('b/1.mp4', '720p', { state: 'queued', batch: 'März' });
    const question = 'Stop 2 renditions of 2 sources of batch "März" for good?';
    const unasked = await stack.run('cancel', '--batch', 'März');
    expect([unasked.code, unasked.stdout, unasked.stderr]).toEqual([
      2,
      '',
      `${question} Without a terminal nobody can answer: say --yes to agree.\n`,
    ]);
    const seen = await stack.seen(['cancel', '--batch', 'März'], { answer: { to: question, by: 'y' } });
    expect([seen.code, seen.text]).toEqual([
      0,
      expect.stringMatching(/Dropped 2 renditions of 2 sources; nothing had been spent\.\n$/),
    ]);
  });

  it('has nothing left to stop of what is over', async () => {
    await stack.put('over.mp4');
    await stack.job('over.mp4', '720p', {
      state: 'failed',
      failure: { class: 'input', code: 'c', message: 'm' },
    });
    const { code, stdout, stderr } = await stack.run('cancel', 'over.mp4', '--rendition', '720p');
    expect([code, stderr]).toEqual([1, 'There is nothing left to stop.\n']);
    expect(stdout).toContain('over.mp4  720p       failed       already failed\n');
  });

  it.each<[string, string[], number, RegExp]>([
    ['nothing', [], 2, /^Name a key, or a batch with --batch\.$/],
    ['a key that is nowhere', ['none.mp4'], 1, /^There is no job for "none\.mp4" and no such object/],
    ['what is left alone', ['notes.txt'], 1, /^There is nothing to cancel: "notes\.txt" is not a video/],
    ['a rendition that is not made', ['none.mp4', '--rendition', '144p'], 2, /^There is no rendition "144p"/],
    [
      'a batch that is nowhere',
      ['--batch', 'none'],
      1,
      /^There is no batch "none": check the name, case counts\.$/,
    ],
  ])('answers %s in one line', async (_, args, exit, line) => {
    await stack.put('notes.txt');
    const { code, stdout, stderr } = await stack.run('cancel', ...args);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr.trimEnd()).toMatch(line);
  });
});

it.each([
  ['Thu, 26 Nov 2026 12:00:00 GMT', '2026-11-26T12:00:00.900Z', 0],
  ['Thu, 26 Nov 2026 12:05:00 GMT', '2026-11-26T12:00:00.000Z', 300_000],
  [undefined, '2026-11-26T12:00:00.000Z', 0],
  ['yesterday', '2026-11-26T12:00:00.000Z', 0],
])('a clock that says %s at %s is ahead by %d ms', (date, now, ahead) => {
  expect(aheadOf(date, Date.parse(now))).toBe(ahead);
});
