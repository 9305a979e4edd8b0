import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { arn } from '../../../../emulator/index.ts';
import { type EmulatedAws, emulateAws, hashOf, INPUT } from '../../emulatedAws.ts';
import { runCli } from '../../runCli.ts';
import { runOnTerminal } from '../../runOnTerminal.ts';

let aws: EmulatedAws;
let env: Record<string, string>;

beforeEach(async () => {
  aws = await emulateAws();
  env = { AWS_ENDPOINT_URL: aws.endpoint };
});

afterEach(() => aws.close());

const run = (...args: string[]) => runCli(['backfill', ...args], env);

/** Of four sources: one whole, one of an older preset, one that failed, one that is under way; and nothing of a fifth. */
async function stock(): Promise<void> {
  for (const key of ['a.mp4', 'b.mov', 'c.mp4', 'd.mp4', 'é 映.mp4', 'notes.txt']) await aws.upload(key);
  await aws.made('a.mp4', '720p', { usd: 0.002 });
  await aws.made('b.mov', '720p', { presetHash: 'older', usd: 0.003 });
  const { output: _, ...failed } = await aws.made('c.mp4', '720p');
  await aws.putItem({ ...failed, state: 'failed', failure: { class: 'input', message: 'It is none.' } });
  const { output: __, ...queued } = await aws.made('d.mp4', '720p');
  await aws.putItem({ ...queued, state: 'queued' });
  await aws.made('a.mp4', '1080p', { forgotten: true });
}

const received = async (rendition: string) => {
  const messages = await aws.emulator.sqs.receive({ queue: `fanreel-${rendition}`, max: 10, waitSeconds: 0 });
  // They are sent several at a time.
  return messages
    .map(({ body, attributes }) => ({ ...JSON.parse(body), attributes }))
    .sort((a, b) => a.source.key.localeCompare(b.source.key));
};

it('tells how all stands, what is missing and its price, and asks nobody without a terminal', async () => {
  await stock();
  const { code, stdout, stderr } = await run('720p', '1080p');
  expect(stdout).toBe(`\
RENDITION  GOOD  UNDER WAY  FAILED  DROPPED  OLDER  MISSING  ABOUT USD
720p          1          1       1        0      1        1    0.00300
1080p         1          0       0        0      0        4          0

4 of 5 sources lack 6 renditions, missing or of an older preset:
  b.mov     720p 1080p
  c.mp4     1080p
  d.mp4     1080p
  é 映.mp4  720p 1080p
About $0.00300 at list prices of 2026-11, an estimate: 1 by what the same source cost before.
5 could not be estimated and are not in it.
What failed is left alone: "npx fanreel dlq" says why.
`);
  expect([code, stderr]).toEqual([
    2,
    'Ask for 6 renditions of 4 sources, about $0.00300? Without a terminal nobody can answer: say --yes to agree.\n',
  ]);
  expect(await received('1080p')).toEqual([]);
});

it('asks for what is missing and for nothing else, in a group that uploads pass, and never twice', async () => {
  await stock();
  const first = await run('720p', '--yes', '--json');
  expect(JSON.parse(first.stdout)).toMatchObject({
    missing: [
      { key: 'b.mov', rendition: '720p' },
      { key: 'é 映.mp4', rendition: '720p' },
    ],
    ...{ sources: 5, lackingSources: 2, lacking: 2, asked: 2, dryRun: false },
    renditions: [{ name: '720p', good: 1, underWay: 1, failed: 1, older: 1, missing: 1, usd: 0.003 }],
    estimate: { by: { source: 1, unknown: 1 } },
  });
  const again = await run('720p', '--yes');
  expect(again.stdout).toContain('Nothing is missing of 5 sources.\n');
  const asked = await received('720p');
  expect(asked.map(({ source, reason }) => [source, reason])).toEqual([
    [{ bucket: INPUT, key: 'b.mov' }, 'backfill'],
    [{ bucket: INPUT, key: 'é 映.mp4' }, 'backfill'],
  ]);
  const items = await aws.items();
  const receipts = items.filter(
    ({ state, presetHash }) => state === 'queued' && presetHash === hashOf('720p'),
  );
  expect(receipts.map(({ source }) => (source as { key: string }).key).sort()).toEqual([
    ...['b.mov', 'd.mp4', 'é 映.mp4'],
  ]);
  expect(await received('1080p')).toEqual([]);
});

it('takes an upload for waiting whose message may still be in the queue', async () => {
  await aws.upload('a.mp4');
  const { sns } = aws.emulator;
  sns.publish({ topicArn: arn('sns', 'fanreel-uploads'), message: 'as S3 tells of it' });
  const { stdout } = await run('720p', '--dry-run', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ lacking: 0, renditions: [{ underWay: 1 }] });
});

it('makes an output again that is gone, and keeps what its job has cost before', async () => {
  await aws.upload('a.mp4');
  const made = await aws.made('a.mp4', '720p');
  await aws.emulator.s3.delete('fanreel-720p', 'a.mp4');
  await run('720p', '--yes');
  const [item] = await aws.items();
  expect(item).toMatchObject({ jobId: made.jobId, state: 'queued', attempts: made.attempts });
  expect(item).not.toHaveProperty('output');
});

it('leaves alone what whoever uploaded it does not want, and what is older than asked for', async () => {
  await aws.emulator.s3.put(
    INPUT,
    'a.mp4',
    (async function* () {
      yield Buffer.from('a');
    })(),
    { headers: { 'x-amz-meta-fanreel-renditions': '1080p' } },
  );
  const { stdout } = await run('--dry-run', '--json');
  expect(JSON.parse(stdout).missing).toEqual([{ key: 'a.mp4', rendition: '1080p' }]);
  const none = await run('--dry-run', '--since', '0s');
  expect(none.stdout).toBe('There are no sources to look at.\n');
});

it('goes on after Ctrl-C with what it had not asked for yet', async () => {
  const keys = Array.from({ length: 6 }, (_, index) => `${index}.mp4`);
  for (const key of keys) await aws.upload(key);
  const args = ['cli/fanreel.ts', 'backfill', '720p', '--yes', '--rate', '2/s'];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (text.includes('asked')) child.kill('SIGINT');
  });
  const [code] = await once(child, 'exit');
  expect(said).toMatch(/Stopped after [1-5] of 6 renditions; the same command goes on with the rest\.\n$/);
  expect(code).toBe(130);
  expect((await run('720p', '--yes')).code).toBe(0);
  const asked = (await received('720p')).map(({ source }) => source.key);
  expect(asked).toEqual(keys);
});

it('asks on a terminal, and shows how far it is', async () => {
  await aws.upload('a.mp4');
  const answer = (by: string) =>
    runOnTerminal(['backfill', '720p'], { env, answer: { to: 'Ask for 1 rendition of 1 source', by } });
  const no = await answer('n');
  expect([no.code, await aws.items()]).toEqual([1, []]);
  const yes = await answer('y');
  expect(yes.text).toMatch(/Asked for 1 rendition\. "npx fanreel status --follow" shows/);
  expect([yes.code, (await aws.items()).length]).toEqual([0, 1]);
});

it.each([
  [['144p'], 'There is no rendition "144p"; this stack has: 720p, 1080p, thumbnails.\n'],
  [
    ['--rate', 'fast'],
    /^Option '--rate <rate>' argument 'fast' is invalid\. It is so many a second, such as 5\/s/,
  ],
  [['--profile', 'none'], /^There is no profile "none"; there are: /],
  [['--json'], 'With --json nobody is asked: say --dry-run to look, or --yes to agree.\n'],
])('says in a line what is wrong with %j', async (args, said) => {
  const { code, stderr, stdout } = await run(...args);
  expect(stderr).toMatch(said);
  expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
});
