import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunningJob } from '../../../contract/job.ts';
import { Stopwatch } from '../../../pipeline/attempt/stopwatch.ts';
import { Lease } from '../../../pipeline/claim/lease.ts';
import { Superseded } from '../../../pipeline/claim/superseded.ts';
import type { Ledger, Sign } from '../../../pipeline/ports/ledger.ts';
import { LostLease } from '../../../pipeline/ports/lostLease.ts';
import { NO_REQUESTS } from '../../../prices/requests.ts';

const EVERY_MS = 20_000;
const JOB = { jobId: 'job', state: 'running', attempts: [] } as unknown as RunningJob;

let signs: Sign[] = [];
let lease: Lease;

/** A lease whose signs of life come to this. */
function held(answer: () => Promise<void> = async () => {}): Lease {
  const renew: Ledger['renew'] = async (_job, _owner, sign) => {
    signs.push(sign);
    await answer();
  };
  const meter = { counted: { ...NO_REQUESTS, s3Writes: 3 } };
  lease = new Lease({ job: JOB, owner: 'a', encoding: new Stopwatch(), meter }, { renew }, EVERY_MS);
  return lease;
}

beforeEach(() => {
  vi.useFakeTimers();
  signs = [];
});

afterEach(() => {
  lease.close();
  vi.useRealTimers();
});

it('is renewed as often as it must be, and with each report, which counts as one', async () => {
  held();
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(signs).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(EVERY_MS - 1);
  lease.report(30);
  await vi.advanceTimersByTimeAsync(EVERY_MS - 1);
  expect(signs).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(signs.map(({ progress }) => progress)).toEqual([undefined, 30, 30]);
});

it('tells with each sign of life what is known of the attempt by then', async () => {
  held();
  await lease.goOnAs({ ...JOB, engine: 'ffmpeg', reason: 'it fits', predictedSeconds: 4 });
  lease.report(5);
  const known = { engine: 'ffmpeg', reason: 'it fits', predictedSeconds: 4, encodeSeconds: 0 };
  expect(signs).toEqual([known, { ...known, progress: 5 }].map(sign => expect.objectContaining(sign)));
});

it('ends the work where somebody else has the job, or the source is another one', async () => {
  held(() => Promise.reject(new LostLease('job')));
  await expect(lease.goOnAs(JOB)).rejects.toBeInstanceOf(LostLease);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(lease.signal.reason).toBeInstanceOf(LostLease);
  held().stopOn(Promise.reject(new Superseded('source', 'It was overwritten.')));
  await vi.advanceTimersByTimeAsync(0);
  expect(lease.signal.reason).toBeInstanceOf(Superseded);
});

it('takes no lost request for more than that, but tells whoever has to know', async () => {
  held(() => Promise.reject(new Error('connection reset')));
  await lease.goOnAs(JOB);
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS);
  expect([signs.length, lease.signal.aborted]).toEqual([4, false]);
  await expect(lease.renew()).rejects.toThrow('connection reset');
});
