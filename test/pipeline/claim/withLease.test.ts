import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunningJob } from '../../../contract/job.ts';
import { Stopwatch } from '../../../pipeline/attempt/stopwatch.ts';
import { Superseded } from '../../../pipeline/claim/superseded.ts';
import { withLease } from '../../../pipeline/claim/withLease.ts';
import { NO_REQUESTS } from '../../../prices/requests.ts';
import { received } from '../support/bench.ts';

const LEASE_SECONDS = 60;
const source = { bucket: 'in', key: 'a.mp4', version: 'v1', sizeBytes: 1 };
const job = { jobId: 'job', state: 'running', source, rendition: '720p' } as unknown as RunningJob;

let hidden = 0;
let looks = 0;

/** Works until it is stopped; the source is of this version from then on, and hiding and looking are counted. */
function workOn(version: string): Promise<unknown> {
  const meter = { counted: NO_REQUESTS, add: () => {}, take: () => NO_REQUESTS };
  const describe = async () => {
    looks += 1;
    return { ...source, version };
  };
  const message = received('a.mp4', { keepHidden: async () => void hidden++ });
  const claim = { job, owner: 'a', encoding: new Stopwatch(), meter, received: message } as const;
  return withLease(
    { ...claim, kind: 'video', probed: null, force: false },
    { leaseSeconds: LEASE_SECONDS },
    {
      ledger: { renew: async () => {}, requested: async () => null } as never,
      sources: { describe } as never,
    },
    ({ signal }) => new Promise(resolve => signal.addEventListener('abort', () => resolve(signal.reason))),
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  hidden = 0;
  looks = 0;
});

afterEach(() => vi.useRealTimers());

it('keeps the message hidden with each beat, and looks at the source once a lease', async () => {
  void workOn('v1');
  await vi.advanceTimersByTimeAsync((LEASE_SECONDS * 1_000 * 2) / 3);
  expect({ hidden, looks }).toEqual({ hidden: 3, looks: 0 });
  await vi.advanceTimersByTimeAsync((LEASE_SECONDS * 1_000 * 4) / 3);
  expect({ hidden, looks }).toEqual({ hidden: 7, looks: 2 });
});

it('stops the work on a source that was overwritten', async () => {
  const ended = workOn('v2');
  await vi.advanceTimersByTimeAsync(LEASE_SECONDS * 1_000);
  expect(await ended).toBeInstanceOf(Superseded);
});
