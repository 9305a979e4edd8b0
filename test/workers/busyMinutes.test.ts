import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BusyMinutes } from '../../workers/entry/busyMinutes.ts';

let told: string[];
let minutes: BusyMinutes;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-27T00:00:50Z') });
  told = [];
  minutes = new BusyMinutes(isBusy =>
    told.push(`${new Date().toISOString().slice(14, 16)} ${isBusy ? 'busy' : 'waits'}`),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells each minute that begins while it has a message', () => {
  minutes.note(true);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(150_000);
  expect(told).toEqual(['01 busy', '02 busy', '03 busy']);
});

it('tells a minute once, however many messages it had in it', () => {
  vi.advanceTimersByTime(9_000);
  for (let message = 0; message < 5; message += 1) {
    minutes.note(true);
    vi.advanceTimersByTime(1_500);
    minutes.note(false);
  }
  expect(told).toEqual(['01 busy']);
});

it('says so of minutes that begin without a message, once it has had one', () => {
  minutes.note(true);
  minutes.note(false);
  vi.advanceTimersByTime(130_000);
  minutes.note(true);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['01 waits', '02 waits', '03 busy']);
});

it('tells nothing before its first message: scaling counts workers that have one', () => {
  minutes.note(false);
  vi.advanceTimersByTime(300_000);
  expect(told).toEqual([]);
});
