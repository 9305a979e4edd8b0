import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, runFanreel } from '../../lab/support/runningStack.ts';

const project = copyProject();
let port: number;

beforeAll(async () => {
  await project.changeProfile(profile => ({ ...profile, presets: ['720p'] }));
  port = await freePort();
});

afterAll(() => project.remove());

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** A command to its end, with its streams apart. */
function fanreel(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = [join(project.dir, 'cli/fanreel.ts'), ...args, '--endpoint', `http://127.0.0.1:${port}`];
  return new Promise(resolve => {
    execFile(process.execPath, command, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

async function listens(): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await wait(10);
  }
}

it('fails at once, in one line, where no stack runs', async () => {
  const { code, stderr } = await fanreel('status');
  expect(stderr).toMatch(/^Nothing answers at http:\S+: start fanreel with "npm start", [^\n]*\n$/);
  expect(code).toBe(1);
});

it('waits for a stack that is starting, says so once on stderr, and goes on', async () => {
  const clip = await makeClip(join(project.dir, 'clip.mp4'), { size: '320x240', seconds: 1 });
  const up = runFanreel(
    project.dir,
    ['up', '--port', String(port), '--data', dataFolder(project.dir)],
    'ignore',
  );
  try {
    await listens();
    const [first, submitted] = await Promise.all([
      fanreel('status', '--json'),
      fanreel('submit', clip, '--key', 'early.mp4', '--wait'),
    ]);
    expect([first.code, submitted.code], `${first.stderr}${submitted.stderr}`).toEqual([0, 0]);
    expect(JSON.parse(first.stdout)).toEqual(expect.any(Array));
    expect(submitted.stdout).toContain('s3://fanreel-720p/early.mp4');
    const waited = /^(The stack is starting; waiting for it\.\n)?$/;
    expect([first.stderr, submitted.stderr]).toEqual([
      expect.stringMatching(waited),
      expect.stringMatching(waited),
    ]);
    // The stack takes seconds to synthesize; a command that loads slower than that has nothing to wait for.
    expect(first.stderr + submitted.stderr).toContain('waiting for it');
  } finally {
    up.kill('SIGINT');
    await once(up, 'exit');
  }
});
