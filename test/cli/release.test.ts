import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHeld } from '../../cli/deeds/release/findHeld.ts';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import type { Deployment } from '../../contract/deployment.ts';
import { writeRequest } from '../../contract/messages/request.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { openStillStack, type StillStack } from './stillStack.ts';

let stack: StillStack;

beforeAll(async () => {
  stack = await openStillStack();
});

afterAll(() => stack?.close());

const at = () => new Date(Date.now() - 125_000).toISOString();
const bodyOf = (key: string) => writeRequest({ source: { bucket: 'fanreel-input', key }, force: true });

async function held(key: string, rendition: string, more: object = {}): Promise<string> {
  await stack.put(key);
  return await stack.job(key, rendition, {
    ...{ state: 'held', message: { id: 'm', body: bodyOf(key), attributes: { rendition } } },
    held: { budget: 'perJobUsd', limitUsd: 0.01, usd: 0.0123, paidUsd: 0, at: at() },
    ...more,
  });
}

const queued = async (rendition: string) =>
  (await stack.services.sqs.receive({ queue: `fanreel-${rendition}`, max: 10, waitSeconds: 0 })).map(
    ({ body }) => body,
  );

describe('fanreel release', () => {
  it('knows a clip by the name that it is held under', async () => {
    const clip = { jobId: 'j', state: 'held', rendition: 'cuts', source: { key: 'cam1/c1' } } as LedgerJob;
    const ledger = {
      ofSource: async (bucket: string) => (bucket === 'clips' ? [clip] : []),
    } as unknown as LedgerReader;
    const renditions = [{ name: 'cuts', kind: 'clip', bucket: 'clips' }];
    const deployment = { inputBucket: 'in', renditions } as Deployment;
    expect(await findHeld({ keys: ['cam1/c1'], renditions: ['cuts'] }, deployment, ledger)).toEqual([clip]);
  });

  it('says what is let go and for how much, puts its very message back, and writes down who did it', async () => {
    const jobId = await held('映画.mp4', '720p');
    const status = await stack.run('status', '映画.mp4');
    expect(status.stdout.replaceAll(/\s+/g, ' ')).toContain(
      `about 0.01230 USD, over perJobUsd 0.01; "npx fanreel release '映画.mp4'" lets it go`,
    );
    const dry = await stack.seen(['release', '--all', '--dry-run']);
    const table = `\
HELD  KEY       RENDITION      USD  OVER
  2m  映画.mp4  720p       0.01230  perJobUsd 0.01
`;
    expect([dry.code, dry.text]).toEqual([0, `${table}\nWould release 1 rendition, about 0.01230 USD.\n`]);
    expect(await stack.item(jobId)).toMatchObject({ state: 'held' });
    const { code, stdout, stderr } = await stack.run('release', '映画.mp4');
    expect([code, stdout, stderr]).toEqual([0, `${table}\nReleased 1 rendition, about 0.01230 USD.\n`, '']);
    const item = await stack.item(jobId);
    expect(item).toMatchObject({ state: 'queued', released: { by: userInfo().username } });
    expect(item).not.toHaveProperty('held');
    expect(await queued('720p')).toEqual([bodyOf('映画.mp4')]);
    const again = await stack.run('release', '映画.mp4');
    expect([again.code, again.stdout]).toEqual([0, 'Nothing of it is held.\n']);
  });

  it('lets go a batch, or one rendition of it, alone', async () => {
    await held('b/1.mp4', '720p', { batch: 'B' });
    await held('b/1.mp4', '1080p', { batch: 'B' });
    await held('other.mp4', '1080p');
    const { stdout } = await stack.run('release', '--batch', 'B', '--rendition', '1080p', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: false,
      released: [{ key: 'b/1.mp4', rendition: '1080p', held: { usd: 0.0123 } }],
    });
    expect(await queued('1080p')).toEqual([bodyOf('b/1.mp4')]);
    const listed = await stack.run('status', '--state', 'held');
    expect(listed.stdout).toMatch(/other\.mp4 +held 1080p \(0\.01230 USD\)\n/);
    const results = await stack.run('results', '--since', '1h');
    expect(results.stdout).toMatch(/renditions +4: 2 queued, 2 held/);
  });

  it.each<[string, string[], number, RegExp]>([
    ['nothing', [], 2, /^Name a key, or say --batch or --all\.$/],
    ['all and a key', ['a.mp4', '--all'], 2, /^--all is all that is held: leave it out/],
    ['a key that is nowhere', ['none.mp4'], 1, /^There is no job for "none\.mp4": check the key/],
    ['a rendition that is not made', ['--all', '--rendition', '144p'], 2, /^There is no rendition "144p"/],
  ])('answers %s in one line', async (_, args, exit, line) => {
    const { code, stdout, stderr } = await stack.run('release', ...args);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr.trimEnd()).toMatch(line);
  });
});
