import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import type { FunctionConfig } from '../../../local/lambda/sandbox.ts';
import { SandboxPool } from '../../../local/lambda/sandboxPool.ts';

const root = mkdtempSync(join(tmpdir(), 'sandbox-'));
const folders = { scratch: join(root, 'scratch'), logs: join(root, 'logs') };
const pools: SandboxPool[] = [];

afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A pool for a function with this body. */
function poolOf(body: string, config: Partial<FunctionConfig> = {}): SandboxPool {
  const bundle = join(root, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(bundle, body);
  const base = { name: 'fn', bundle, handler: 'handler', memoryMb: 512, timeoutSeconds: 20, environment: {} };
  const pool = new SandboxPool({ ...base, ...config }, folders);
  pools.push(pool);
  return pool;
}

it('gives a function its own variables and nothing of this process', async () => {
  process.env.SECRET_OF_THE_USER = 'x';
  const pool = poolOf('export const handler = async () => process.env;', { environment: { MINE: '1' } });
  const seen = (await pool.invoke({})) as Record<string, string>;
  delete process.env.SECRET_OF_THE_USER;
  expect(Object.keys(seen).sort()).toEqual(expect.arrayContaining(['MINE', 'TMPDIR']));
  expect(seen).not.toHaveProperty('SECRET_OF_THE_USER');
  expect(seen).not.toHaveProperty('HOME');
});

it('keeps a sandbox warm for the next event, and starts another for an event at the same time', async () => {
  const pool = poolOf('export const handler = async () => process.pid;');
  const [first, second] = await Promise.all([pool.invoke({}), pool.invoke({})]);
  expect(first).not.toBe(second);
  expect([first, second]).toContain(await pool.invoke({}));
});

it('tells the remaining time, counting down from the timeout', async () => {
  const pool = poolOf('export const handler = async (_, context) => context.getRemainingTimeInMillis();');
  const remaining = Number(await pool.invoke({}));
  expect(remaining).toBeGreaterThan(15_000);
  expect(remaining).toBeLessThanOrEqual(20_000);
});

it('tells when a program of a handler ends that ran for long, as an encode does, and of no short one', async () => {
  const pool = poolOf(`
    import { spawn } from 'node:child_process';
    import { once } from 'node:events';
    export const handler = ({ seconds }) => once(spawn('sleep', [seconds]), 'close');`);
  const heard: string[] = [];
  await pool.invoke({ seconds: '0.01' }, () => heard.push('short'));
  await pool.invoke({ seconds: '1.1' }, () => heard.push('long'));
  expect(heard).toEqual(['long']);
});

it('passes on what a handler throws', async () => {
  const pool = poolOf('export const handler = async () => { throw new Error("no luck"); };');
  await expect(pool.invoke({})).rejects.toThrow(/no luck/);
});

it('kills a function that runs over its time, with the children that work for it, and takes the next event', async () => {
  const body = `
    import { spawn } from 'node:child_process';
    export const handler = async ({ hang }) => {
      if (!hang) return 'fine';
      spawn('sleep', ['600'], { cwd: process.env.TMPDIR, detached: true, stdio: 'ignore' });
      return new Promise(() => {});
    };`;
  const pool = poolOf(body, { timeoutSeconds: 1 });
  await expect(pool.invoke({ hang: true })).rejects.toThrow(/died: it ran over its 1 s/);
  // A killed process takes a moment to be gone.
  await vi.waitFor(() => expect(processesIn(folders.scratch)).toEqual([]));
  expect(await pool.invoke({})).toBe('fine');
});

it('kills a function that uses more than its memory', async () => {
  const body = `
    const kept = [];
    export const handler = () => new Promise(() => setInterval(() => kept.push(Buffer.alloc(2e7, 1)), 20));`;
  const pool = poolOf(body, { memoryMb: 256 });
  await expect(pool.invoke({})).rejects.toThrow(/used \d+ MB of its 256 MB/);
});

it('leaves no scratch of a sandbox that ended', async () => {
  const body = `
    import { writeFileSync } from 'node:fs';
    export const handler = async () => { writeFileSync(process.env.TMPDIR + '/left', 'x'); process.exit(1); };`;
  const pool = poolOf(body, { name: 'leaver' });
  await expect(pool.invoke({})).rejects.toThrow(/died: it exited/);
  expect(readdirSync(folders.scratch).filter(name => name.startsWith('leaver'))).toEqual([]);
});

function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`);
      } catch {
        return false;
      }
    });
}
