import { describe, expect, it } from 'vitest';
import { statusEvents } from '../../../../cli/commands/up/statusEvents.ts';
import { STATUS, type Status } from '../../../../contract/messages/status.ts';

const source = { bucket: 'fanreel-input', key: 'a.mp4', version: 'v1' };
const status = (fields: Partial<Status>): Status => ({
  schema: STATUS,
  at: '2026-01-02T03:04:05.000Z',
  rendition: '720p',
  jobId: 'job1',
  source,
  attempt: 1,
  state: 'running',
  ...fields,
});
const routing = { engine: 'ffmpeg', reason: 'it fits', predictedSeconds: 3 } as const;
const eventsOf = (...messages: Partial<Status>[]) => {
  const toEvent = statusEvents();
  return messages.map(fields => toEvent(status(fields))?.event ?? null);
};

describe('statusEvents', () => {
  it('tells the routing once an attempt, then progress, then the end', () => {
    expect(
      eventsOf(
        {},
        routing,
        { ...routing, progress: 10 },
        { ...routing, progress: 60 },
        { state: 'complete' },
      ),
    ).toEqual([null, 'routed', 'progress', 'progress', 'complete']);
  });

  it('tells the routing again for the next attempt and for a job made again', () => {
    expect(eventsOf(routing, { ...routing, attempt: 2 })).toEqual(['routed', 'routed']);
    expect(eventsOf(routing, { state: 'complete' }, routing)).toEqual(['routed', 'complete', 'routed']);
  });

  it('keeps jobs apart', () => {
    expect(eventsOf(routing, { ...routing, jobId: 'job2' }, routing)).toEqual([
      'routed',
      'routed',
      'progress',
    ]);
  });

  it('knows a job that MediaConvert has as routed', () => {
    expect(eventsOf({ ...routing, state: 'submitted', engine: 'mediaconvert', progress: 0 })).toEqual([
      'routed',
    ]);
  });

  it('tells an attempt that will come again from one that failed for good', () => {
    const failure = { class: 'transient', code: 'x', message: 'gone' } as const;
    expect(eventsOf({ state: 'queued', failure }, { state: 'failed', failure }, { state: 'queued' })).toEqual(
      ['retrying', 'failed', null],
    );
  });

  it('tells what is not made for want of money or of anybody who wants it', () => {
    const held = { budget: 'perDayUsd', limitUsd: 1, usd: 2, paidUsd: 0, at: '2026-01-02T03:04:05.000Z' };
    const dropped = { by: 'ann', at: '2026-01-02T03:04:05.000Z' };
    expect(eventsOf({ state: 'held', held }, { state: 'dropped', dropped })).toEqual(['held', 'dropped']);
  });

  it('carries what is known and leaves the rest out', () => {
    const event = statusEvents()(status({ ...routing, jobId: 'job1' }));
    expect(event).toEqual({
      event: 'routed',
      at: '2026-01-02T03:04:05.000Z',
      rendition: '720p',
      jobId: 'job1',
      source,
      attempt: 1,
      ...routing,
    });
  });
});
