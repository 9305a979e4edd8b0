import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workerSettings } from '../../workers/entry/settings.ts';

const WORKER = join(import.meta.dirname, '../../workers/worker.ts');
const TOLD = {
  RENDITION: '720p',
  QUEUE_URL: 'q',
  FUNCTION_TIMEOUT_SECONDS: '900',
  WORKER_BUNDLE: '/nowhere.mjs',
};

it.each([
  [
    {},
    'RENDITION: is missing; QUEUE_URL: is missing; FUNCTION_TIMEOUT_SECONDS: is missing; WORKER_BUNDLE: is missing',
  ],
  [{ ...TOLD, WORKER_PORT: 'http' }, 'WORKER_PORT: a whole number, got "http"'],
  [{ ...TOLD, WORKER_PORT: '70000' }, 'WORKER_PORT: at most 65535, got "70000"'],
  [{ ...TOLD, WORKER_GRACE_SECONDS: '3' }, 'WORKER_GRACE_SECONDS: at least 5, got "3"'],
])('of %o a worker says what is wrong, in one line', (variables, wrong) => {
  expect(() => workerSettings(variables)).toThrow(`The worker's variables are wrong: ${wrong}.`);
});

it.each([
  [{}, /^The worker's variables are wrong: RENDITION: is missing; /],
  [TOLD, /^There is no bundle at "\/nowhere\.mjs": WORKER_BUNDLE is the path of the function's\.$/],
])('a worker that is told %o ends with 1, and logs a line that says why', (variables, why) => {
  const env = { PATH: process.env.PATH, ...variables };
  const { status, stdout, stderr } = spawnSync(process.execPath, [WORKER], { env, encoding: 'utf8' });
  const printed = `${stdout}${stderr}`.trim().split('\n');
  expect([status, printed.length]).toEqual([1, 1]);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ level: 'ERROR', message: expect.stringMatching(why) });
});
