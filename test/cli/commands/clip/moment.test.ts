import { describe, expect, it } from 'vitest';
import { readMoment } from '../../../../cli/commands/clip/moment.ts';

const NOW = Date.parse('2026-11-20T10:45:00Z');
const BERLIN = { nowMs: NOW, zone: 'Europe/Berlin' };

describe('a time as people type it', () => {
  it.each([
    ['now', '2026-11-20T10:45:00.000Z'],
    ['-5m', '2026-11-20T10:40:00.000Z'],
    ['5m ago', '2026-11-20T10:40:00.000Z'],
    ['-1h30m', '2026-11-20T09:15:00.000Z'],
    ['-1.5s', '2026-11-20T10:44:58.500Z'],
    ['10:31:05', '2026-11-20T09:31:05.000Z'],
    ['9:31', '2026-11-20T08:31:00.000Z'],
    ['10:31:05.5', '2026-11-20T09:31:05.500Z'],
    ['2026-07-01T10:31:05', '2026-07-01T08:31:05.000Z'],
    ['2026-07-01 10:31', '2026-07-01T08:31:00.000Z'],
    ['9:31:05Z', '2026-11-20T09:31:05.000Z'],
    ['00:15 +14:00', '2026-11-20T10:15:00.000Z'],
    ['23:15-10:00', '2026-11-21T09:15:00.000Z'],
    ['2026-07-01T10:31:05Z', '2026-07-01T10:31:05.000Z'],
    ['2026-07-01 10:31:05 +05:30', '2026-07-01T05:01:05.000Z'],
    ['1784000000000', '2026-07-14T03:33:20.000Z'],
    ['1784000000', '2026-07-14T03:33:20.000Z'],
    ['1784000000.25', '2026-07-14T03:33:20.250Z'],
  ])('%s is %s', (text, iso) => {
    expect(new Date(readMoment(text, BERLIN)).toISOString()).toBe(iso);
  });

  it('is none of a year that no request can name', () => {
    expect(() => readMoment('+9999999d', BERLIN, NOW)).toThrow(/never was/);
  });

  it('may follow from the one before', () => {
    expect(readMoment('+1m30s', BERLIN, NOW)).toBe(NOW + 90_000);
  });

  it.each([
    ['yesterday', /is no time: say 10:31:05/],
    ['10', /is no time/],
    ['+20s', /is no time/],
    ['2026-11-31T10:00', /never was/],
    ['25:00', /never was/],
    ['25:00Z', /never was/],
    ['2026-03-29T02:30', /never was/],
    ['2026-10-25T02:30', /comes twice in Europe\/Berlin: say which one/],
    ['5m', /is no time/],
  ])('%s is refused with one sentence', (text, sentence) => {
    expect(() => readMoment(text, BERLIN)).toThrow(sentence);
  });
});
