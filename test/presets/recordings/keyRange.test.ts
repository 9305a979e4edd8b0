import { describe, expect, it } from 'vitest';
import { keyRange, sortsByTime } from '../../../presets/recordings/keyRange.ts';
import { recordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import { writeKey } from '../../../presets/recordings/writeKey.ts';
import { randomFrom } from './randomFrom.ts';
import { TEMPLATES, ZONES } from './templates.ts';

const cases = TEMPLATES.flatMap(template => ZONES.map(zone => ({ template, zone })));
const camera = 'cam1';
const HOUR = 3_600_000;

describe.each(cases)('the range of keys by $template, $zone', ({ template, zone }) => {
  const keys = recordingKeys(template, zone);
  const { below } = randomFrom(template + zone);

  it('holds every recording that begins in it, where a clock is put back, too', () => {
    // Berlin's and New York's, and Lord Howe's by half an hour.
    const puttingBack = [Date.UTC(2026, 9, 25, 1), Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 3, 4, 15)];
    for (let count = 0; count < 100; count += 1) {
      const around = puttingBack[count] ?? puttingBack[count % 3] ?? 0;
      const fromMs = around + below(-3 * HOUR, 3 * HOUR);
      const toMs = fromMs + below(1, 3 * HOUR);
      const { prefix, startAfter, endsAt } = keyRange(keys, camera, { fromMs, toMs });
      const key = writeKey(keys, { camera, startMs: fromMs + below(0, toMs - fromMs), seconds: 7 });
      expect(key.startsWith(prefix), key).toBe(true);
      expect(key > startAfter, `${key} after ${startAfter}`).toBe(true);
      if (endsAt !== undefined) expect(key < endsAt, `${key} before ${endsAt}`).toBe(true);
    }
  });
});

it('of keys that sort by time leaves out what began long before', () => {
  const keys = recordingKeys("{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4");
  expect(sortsByTime(keys)).toBe(true);
  const toMs = Date.UTC(2026, 10, 20, 11);
  expect(keyRange(keys, camera, { fromMs: toMs - HOUR, toMs })).toEqual({
    prefix: 'cam1/',
    startAfter: 'cam1/20261120T095959-',
    endsAt: 'cam1/20261120T110000-\uffff',
  });
});

it('of keys that sort by day alone leaves out the days before', () => {
  const keys = recordingKeys('{camera}/{start:yyyyMMdd}/{seconds}-{start:HHmmss}.mp4');
  expect(sortsByTime(keys)).toBe(false);
  const toMs = Date.UTC(2026, 10, 20, 11);
  expect(keyRange(keys, camera, { fromMs: toMs - HOUR, toMs }).startAfter).toBe('cam1/20261120/');
});

it('of keys that do not sort by time is all that is known before the time', () => {
  const keys = recordingKeys('rec/{camera}/{start:ddMMyyyyHHmm}.mp4');
  expect(sortsByTime(keys)).toBe(false);
  const range = keyRange(keys, camera, { fromMs: 0, toMs: 1 });
  expect(range).toEqual({ prefix: 'rec/cam1/', startAfter: 'rec/cam1/' });
});
