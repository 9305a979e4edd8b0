import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BusyMinutes } from '../../workers/entry/busyMinutes.ts';

let told: string[];
let minutes: BusyMinutes;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-27T00:00:50Z') });
  told = [];
  minutes = new BusyMinutes(() => told.push(new Date().toISOString().slice(14, 16)));
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells each minute that begins while it has a message', () => {
  minutes.note(true);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(150_000);
  expect(told).toEqual(['01', '02', '03']);
});

it('tells a minute once, however many messages it had in it', () => {
  vi.advanceTimersByTime(9_000);
  for (let message = 0; message < 5; message += 1) {
    minutes.note(true);
    vi.advanceTimersByTime(1_500);
    minutes.note(false);
  }
  expect(told).toEqual(['01']);
});

it('tells nothing of minutes that begin without a message', () => {
  minutes.note(true);
  minutes.note(false);
  vi.advanceTimersByTime(300_000);
  minutes.note(true);
  vi.advanceTimersByTime(15_000);
  expect(told).toEqual(['06']);
});
