import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlive } from '../../lab/support/ending/isAlive.ts';

const ENDING = join(import.meta.dirname, '../../lab/support/ending');

/** A script with a scratch folder and two children, of which one shrugs Ctrl-C off and has a child of its own. */
const SCRIPT = `
  import { spawn } from 'node:child_process';
  import { endOnSignal } from '${ENDING}/endOnSignal.ts';
  import { scratchFolder } from '${ENDING}/scratchFolder.ts';
  endOnSignal();
  scratchFolder('first');
  scratchFolder('second');
  const polite = spawn('sleep', ['60']);
  const deaf = spawn('sh', ['-c', 'trap "" INT TERM; sleep 60 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
  deaf.stdout.once('data', pid => console.log(JSON.stringify([polite.pid, deaf.pid, Number(pid)])));
  await new Promise((_, reject) => polite.once('exit', () => reject(new Error('My child is gone.'))));
`;

let temporary: string;
let script: ChildProcess;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'fanreel-ending-'));
});

afterEach(() => {
  script.kill('SIGKILL');
  rmSync(temporary, { recursive: true, force: true });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s ends all that a script started, removes its folders, and says so in one line',
  async (signal, code) => {
    script = spawn(process.execPath, ['--no-warnings', '--input-type=module-typescript', '-e', SCRIPT], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = script;
    if (!stdout || !stderr) throw new Error('It has no pipes.');
    const said = text(stderr);
    const ended = new Promise(resolve => script.once('close', resolve));
    const pids = await new Promise<number[]>(resolve =>
      createInterface(stdout).once('line', line => resolve(JSON.parse(line) as number[])),
    );
    expect(pids.filter(isAlive)).toEqual(pids);
    expect(readdirSync(temporary)).toHaveLength(2);
    script.kill(signal);
    expect(await ended).toBe(code);
    expect(await said).toBe('Stopped before the end.\n');
    expect(pids.filter(isAlive)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  },
);
