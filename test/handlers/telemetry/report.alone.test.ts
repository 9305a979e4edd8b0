import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Handled } from '../../../pipeline/answerTo.ts';
import { attempt, job } from '../support/jobs.ts';
import { emittedIn, linesOf } from './support/emittedMetrics.ts';

const SINCE = new Date('2026-11-20T10:00:05Z');
const LATER = new Date('2026-11-20T11:00:00Z');
const FAILURE = { class: 'input', code: 'bad-message', message: 'It cannot be read.' } as const;
const ABOUT = { messageId: 'message-1', rendition: '720p' };
const UNREADABLE: Handled = {
  acknowledge: false,
  retryInSeconds: 0,
  outcomes: [],
  about: ABOUT,
  failure: FAILURE,
};

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'studio');
});

afterAll(() => {
  vi.unstubAllEnvs();
});

it('counts a message that cannot be read once, however often it is received on its way to the DLQ', async () => {
  expect(await namesOf(UNREADABLE, { receiveCount: 1, since: SINCE })).toEqual(['failures-input']);
  expect(await namesOf(UNREADABLE, { receiveCount: 2, since: SINCE })).toEqual([]);
});

it('counts a job that failed for good once, however often its message is received', async () => {
  const failed = {
    ...UNREADABLE,
    job: job({ state: 'failed', failure: FAILURE, attempts: [attempt({ outcome: 'bad' })] }),
  };
  expect(await namesOf(failed, { receiveCount: 1, since: SINCE })).toContain('failures-input');
  expect(await namesOf(failed, { receiveCount: 2, since: LATER })).toEqual([]);
});

it('writes the job and the source beside the metrics, not among their dimensions', async () => {
  const source = { bucket: 'in', key: 'a.mp4', version: 'v1' };
  const handled: Handled = {
    acknowledge: true,
    about: { ...ABOUT, jobId: 'job-1', source },
    outcomes: [{ result: 'already-complete', job: job() }],
  };
  const lines = await written(handled, { receiveCount: 1, since: LATER });
  const [metrics] = lines.filter(line => '_aws' in line);
  expect(metrics).toMatchObject({ jobId: 'job-1', source, messageId: 'message-1' });
  expect(emittedIn(lines)).toEqual([
    {
      namespace: 'fanreel',
      name: 'jobs-already-complete',
      dimensions: ['rendition=720p', 'service=studio'],
    },
  ]);
});

async function namesOf(...args: Parameters<typeof written>): Promise<string[]> {
  return emittedIn(await written(...args)).map(({ name }) => name);
}

async function written(handled: Handled, receive: { receiveCount: number; since: Date }) {
  const { report } = await import('../../../handlers/telemetry/report.ts');
  return linesOf(() => report(handled, receive));
}
