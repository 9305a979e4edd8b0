import { describe, expect, it } from 'vitest';
import { failedJobReadings, jobReadings } from '../../../pipeline/outcomes/jobReadings.ts';
import type { JobResult } from '../../../pipeline/outcomes/outcome.ts';
import { attempt, job } from '../../handlers/support/jobs.ts';

const BEFORE = new Date('2026-11-20T10:00:05Z');
const AFTER = new Date('2026-11-20T10:01:00Z');
const FAILURE = { class: 'input', code: 'not-a-video', message: 'No.' } as const;

describe('the readings of a job', () => {
  it('tell of a complete one its engine, money, seconds, and the time since its message was sent', () => {
    expect(told(job(), 'complete')).toEqual({
      'jobs-complete': 1,
      'engine-ffmpeg': 1,
      'billed-seconds-ffmpeg': 20,
      'usd-ffmpeg': 0.001,
      'encode-seconds': 20,
      'latency-seconds': 30,
    });
  });

  it('count nothing twice: one that was complete before costs nothing now', () => {
    expect(told(job(), 'already-complete', AFTER)).toEqual({ 'jobs-already-complete': 1 });
    expect(told(job(), 'stale', AFTER)).toEqual({});
  });

  it('tell the money of a managed attempt as it ends, and its engine as it is submitted', () => {
    const { endedAt, outcome, seconds, billedSeconds, ...open } = attempt({ engine: 'mediaconvert' });
    expect(told(job({ attempts: [open] }), 'submitted')).toEqual({
      'jobs-submitted': 1,
      'engine-mediaconvert': 1,
    });
    const ended = job({ attempts: [attempt({ engine: 'mediaconvert', billedSeconds: 60, usd: 0.01 })] });
    expect(told(ended, 'complete')).toEqual({
      'jobs-complete': 1,
      'billed-seconds-mediaconvert': 60,
      'usd-mediaconvert': 0.01,
      'encode-seconds': 20,
      'latency-seconds': 30,
    });
  });

  it('tell of what a container made that it was one, and of who handed it on only what that cost', () => {
    const handed = attempt({ engine: 'container', outcome: 'handed-on', billedSeconds: 1, usd: 0.000_1 });
    expect(told(job({ attempts: [handed] }), 'submitted')).toEqual({
      'jobs-submitted': 1,
      'billed-seconds-container': 1,
      'usd-container': 0.000_1,
    });
    const made = job({ attempts: [attempt({ engine: 'ffmpeg', compute: 'container' })] });
    expect(told(made, 'complete')).toMatchObject({
      'engine-container': 1,
      'billed-seconds-container': 20,
      'usd-container': 0.001,
    });
    expect(told(made, 'complete')).not.toHaveProperty('engine-ffmpeg');
  });

  it('tell a failure by its class, with what the attempt cost, and only at the receive that made it', () => {
    const failed = job({
      state: 'failed',
      failure: FAILURE,
      attempts: [attempt({ outcome: FAILURE.code })],
    });
    const readings = {
      'failures-input': 1,
      'engine-ffmpeg': 1,
      'billed-seconds-ffmpeg': 20,
      'usd-ffmpeg': 0.001,
    };
    expect(byName(failedJobReadings(failed, BEFORE))).toEqual(readings);
    expect(failedJobReadings(failed, AFTER)).toEqual([]);
    expect(told(failed, 'queued')).toEqual(readings);
  });

  it('count a lost attempt once, with the one that found it', () => {
    const lost = attempt({
      outcome: 'lost',
      startedAt: '2026-11-20T09:00:00Z',
      endedAt: '2026-11-20T09:00:09Z',
    });
    const again = job({ attempts: [lost, attempt({ number: 2 })] });
    expect(
      jobReadings(again, 'complete', BEFORE).filter(({ metric }) => metric === 'usd-ffmpeg'),
    ).toHaveLength(2);
    expect(told(again, 'complete')).toMatchObject({ 'lost-attempts': 1 });
    expect(told(again, 'already-complete', AFTER)).toEqual({ 'jobs-already-complete': 1 });
  });
});

function told(...[which, result, since = BEFORE]: [ReturnType<typeof job>, JobResult, Date?]) {
  return byName(jobReadings(which, result, since));
}

function byName(readings: ReturnType<typeof jobReadings>): Record<string, number> {
  return Object.fromEntries(readings.map(({ metric, value }) => [metric, value]));
}
