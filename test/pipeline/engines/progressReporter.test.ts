import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunningJob } from '../../../contract/job.ts';
import type { Lease } from '../../../pipeline/claim/lease.ts';
import { progressReporter } from '../../../pipeline/engines/ffmpeg/progressReporter.ts';

const job = { source: {}, message: {}, attempts: [], state: 'running' } as unknown as RunningJob;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What is told of an encode that comes so many per cent further each second. */
function toldOf(progressNewsPercent: number, { from = 0, aSecond = 1 } = {}) {
  const told = { ledger: [] as number[], topic: [] as (number | undefined)[] };
  const lease = { report: (progress: number) => void told.ledger.push(progress) } as Lease;
  const statuses = {
    publish: async ({ progress }: { progress?: number | undefined }) => void told.topic.push(progress),
  };
  const report = progressReporter({ job, lease }, { progressSeconds: 5, progressNewsPercent }, { statuses });
  for (let percent = from; percent <= 100; percent += aSecond) {
    report(percent / 100);
    vi.advanceTimersByTime(1_000);
  }
  return told;
}

it('tells the ledger at the profile’s pace, and the topic in its steps', () => {
  const { ledger, topic } = toldOf(25);
  expect(ledger).toEqual(Array.from({ length: 20 }, (_, index) => Math.min(99, 5 * (index + 1))));
  expect(topic).toEqual([25, 50, 75]);
});

it('tells the topic nothing of progress in steps of 100', () => {
  expect(toldOf(100).topic).toEqual([]);
});

it('tells the topic once of several steps at a time', () => {
  expect(toldOf(10, { from: 40 }).topic).toEqual([50, 60, 70, 80, 90]);
});

it('tells the topic no more often than every ten seconds, and nothing of the progress of a shorter encode', () => {
  expect(toldOf(10, { aSecond: 4 }).topic).toEqual([40, 80]);
  const short = toldOf(10, { aSecond: 11 });
  expect(short.ledger).toEqual([55]);
  expect(short.topic).toEqual([]);
});
