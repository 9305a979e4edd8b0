import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';

const project = copyProject();
const watched = join(project.dir, 'watched');
const clip = join(project.dir, 'clip.mp4');
let stack: RunningStack;

beforeAll(async () => {
  await project.changeProfile(profile => ({ ...profile, presets: ['720p'] }));
  await makeClip(clip);
  mkdirSync(watched);
  stack = await RunningStack.start(project.dir, dataFolder(project.dir), ['--watch', watched]);
});

afterAll(async () => {
  await stack?.stop();
  project.remove();
});

/** Another `fanreel`, to its end. */
function fanreel(args: string[], env: NodeJS.ProcessEnv = {}) {
  const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
  return spawnSync(join(project.dir, 'cli/fanreel.ts'), args, {
    cwd: project.dir,
    env: { ...process.env, PATH, ...env },
    encoding: 'utf8',
  });
}

describe('a second start is refused with one line that says what holds it', () => {
  it('the data folder', () => {
    const { status, stderr } = fanreel(['up', '--port', '0', '--data', dataFolder(project.dir)]);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining(`is held by process ${stack.pid}, which answers at ${stack.endpoint}`),
    ]);
    expect(status).toBe(1);
  });

  it('the port', () => {
    const port = new URL(stack.endpoint).port;
    const { status, stderr } = fanreel(['up', '--port', port, '--data', join(project.dir, 'other')]);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^Port ${port} is in use by process ${stack.pid} \\(`)),
    ]);
    expect(status).toBe(1);
  });
});

it('a preset with a wrong field stops the start with one line that names the file and the field', () => {
  const path = join(project.dir, 'presets/720p.ts');
  const right = readFileSync(path, 'utf8');
  writeFileSync(path, right.replace('crf: 22', 'crf: 99'));
  const { status, stderr } = fanreel(['up', '--port', '0', '--data', join(project.dir, 'other')]);
  writeFileSync(path, right);
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/720p\.ts: crf: .*got 99/)]);
  expect(status).toBe(1);
});

it('an ffmpeg that is not there is named', () => {
  const args = ['up', '--port', '0', '--data', join(project.dir, 'other')];
  const { status, stderr } = fanreel(args, { FFMPEG_BIN: '/nowhere/ffmpeg' });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('/nowhere/ffmpeg')]);
  expect(status).toBe(1);
});

it('a video copied into the watched folder is uploaded once, when it is whole', async () => {
  const bytes = readFileSync(clip);
  const path = join(watched, 'copied.mp4');
  writeFileSync(path, bytes.subarray(0, 1_000));
  appendFileSync(path, bytes.subarray(1_000));
  const { output } = await stack.complete('copied.mp4', '720p');
  expect(output).toMatchObject({ bucket: 'fanreel-720p', height: 240 });
  const received = stack.events.filter(one => one.event === 'received' && one.source?.key === 'copied.mp4');
  expect(received).toHaveLength(1);
});
