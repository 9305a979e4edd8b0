import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EmulatedAws, emulateAws, INPUT } from '../../emulatedAws.ts';
import { runCli } from '../../runCli.ts';
import { runOnTerminal } from '../../runOnTerminal.ts';

let aws: EmulatedAws;
let env: Record<string, string>;

beforeEach(async () => {
  aws = await emulateAws();
  env = { AWS_ENDPOINT_URL: aws.endpoint };
});

afterEach(() => aws.close());

const run = (...args: string[]) => runCli(['prune', ...args], env);

const put = (bucket: string, key: string) =>
  aws.emulator.s3.put(
    bucket,
    key,
    (async function* () {
      yield Buffer.from('bytes');
    })(),
  );

/** Of a kept and a deleted source; beside them what is not fanreel's. */
async function stock(): Promise<void> {
  for (const key of ['kept.mov', 'gone.mp4', 'forgotten.mp4']) await aws.upload(key);
  for (const key of ['kept.mov', 'gone.mp4']) {
    await aws.made(key, '720p');
    await aws.made(key, 'thumbnails');
  }
  await aws.made('forgotten.mp4', '720p', { forgotten: true });
  await put('fanreel-720p', 'somebody.mp4');
  for (const key of ['gone.mp4', 'forgotten.mp4']) await aws.emulator.s3.delete(INPUT, key);
}

it('lists what has lost its source, the same on a terminal, and deletes nothing unasked', async () => {
  await stock();
  const { code, stdout } = await run();
  expect(stdout).toBe(`\
BUCKET              KEY                     SIZE  WHY
fanreel-720p        forgotten.mp4           37 B  its source is gone
fanreel-720p        gone.mp4                37 B  its source is gone
fanreel-thumbnails  gone.mp4/manifest.json  43 B  its source is gone

3 objects of 117 B; nothing was deleted, --yes deletes them.
`);
  const seen = await runOnTerminal(['prune'], { env });
  expect([code, seen.text]).toEqual([0, stdout]);
  expect(aws.keys('fanreel-720p')).toEqual(['forgotten.mp4', 'gone.mp4', 'kept.mov.mp4', 'somebody.mp4']);
});

it('deletes exactly that, and its jobs say so', async () => {
  await stock();
  const { code, stdout } = await run('--yes', '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { count: 3, bytes: 117, deleted: true }]);
  expect(aws.keys('fanreel-720p')).toEqual(['kept.mov.mp4', 'somebody.mp4']);
  expect(aws.keys('fanreel-thumbnails')).toEqual(['kept.mov/manifest.json']);
  const pruned = (await aws.items()).filter(item => item.pruned);
  expect(pruned.map(({ source }) => (source as { key: string }).key)).toEqual(['gone.mp4', 'gone.mp4']);
  const again = await run('--yes');
  expect(again.stdout).toBe('Nothing is to be pruned.\n');
  const status = await runCli(['status', 'gone.mp4'], env);
  expect(status.stdout).toContain('its output was pruned: the source is gone');
});

it('prunes what a rendition has made that the stack makes no more, and what was put aside for jobs that are over', async () => {
  const day = { presetHash: 'old', more: { rendition: 'small' } };
  await aws.upload('a.mp4');
  await aws.made('a.mp4', '1080p', day);
  const { jobId } = await aws.made('a.mp4', '720p');
  for (const id of [jobId, 'unknown']) await put('fanreel-720p', `.fanreel/${id}/1/output.mp4`);
  const { stdout } = await run('--json');
  expect(JSON.parse(stdout).objects).toEqual([
    { rendition: 'small', bucket: 'fanreel-1080p', key: 'a.mp4', sizeBytes: 38, why: 'preset-gone' },
  ]);
  expect((await run('small', '--yes')).stdout).toMatch(/Deleted 1 object of 38 B\.\n$/);
  expect([aws.keys('fanreel-1080p'), aws.keys(INPUT)]).toEqual([[], ['a.mp4']]);
});

it('keeps what a source by another ending may have, where the ledger has forgotten', async () => {
  await aws.upload('a.mp4');
  await aws.made('a.mp4', '720p', { forgotten: true });
  await aws.emulator.s3.delete(INPUT, 'a.mp4');
  await aws.upload('a.mov');
  expect((await run()).stdout).toBe('Nothing is to be pruned.\n');
});

it('says in a line what is wrong with a rendition', async () => {
  const { code, stderr } = await run('144p');
  expect([code, stderr]).toEqual([
    2,
    'There is no rendition "144p"; this stack has: 720p, 1080p, thumbnails.\n',
  ]);
});
