import { describe, expect, it } from 'vitest';
import { cameraOf, keyReader } from '../../../presets/recordings/readKey.ts';
import { recordingKeys } from '../../../presets/recordings/recordingKeys.ts';
import { writeKey } from '../../../presets/recordings/writeKey.ts';
import { randomFrom } from './randomFrom.ts';
import { TEMPLATES, ZONES } from './templates.ts';

const CAMERAS = ['cam1', 'a', 'North-Gate.2', 'x..y', '20261120T100000', 'a-b_c'];
const cases = TEMPLATES.flatMap(template => ZONES.map(zone => ({ template, zone })));

describe.each(cases)('a key by $template, $zone', ({ template, zone }) => {
  const keys = recordingKeys(template, zone);
  const { below, one } = randomFrom(template + zone);

  it('that is written is read as the same moment, as far as it tells one', () => {
    for (let count = 0; count < 200; count += 1) {
      const startMs = below(Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1));
      const camera = one(CAMERAS);
      const seconds = below(1, 4_000);
      const key = writeKey(keys, { camera, startMs, seconds });
      const facts = keyReader(keys, camera)(key);
      const floor = startMs - (startMs % keys.precisionMs);
      expect(facts?.moments, key).toContain(floor);
      if (template.includes('{seconds}')) expect(facts?.toldSeconds, key).toBe(seconds);
      expect(cameraOf(keys, key)).toBe(camera);
    }
  });

  it('is not taken for one of another camera, or of another form', () => {
    const startMs = Date.UTC(2026, 5, 1, 10);
    for (const camera of CAMERAS) {
      const key = writeKey(keys, { camera, startMs, seconds: 10 });
      for (const other of CAMERAS.filter(name => name !== camera))
        expect(keyReader(keys, other)(key)).toBe(null);
      for (const wrong of [`x${key}`, `${key}x`, `${key}\n`, key.replace(/\d/, 'O'), '']) {
        expect(keyReader(keys, camera)(wrong), wrong).toBe(null);
      }
    }
  });
});

describe('a camera', () => {
  const keys = recordingKeys('{camera}/{start:epochMs}.mp4');

  it.each(['../x', 'a/b', '', '.hidden', 'a\nb', '{camera}', 'a'.repeat(129)])('is not called %j', camera => {
    expect(() => writeKey(keys, { camera, startMs: 0, seconds: 1 })).toThrow(/is no camera's name/);
    expect(cameraOf(keys, `${camera}/1700000000000.mp4`)).toBe(null);
  });

  it('whose name has what a regular expression would take for more is that camera alone', () => {
    expect(keyReader(keys, 'a.b')('axb/1700000000000.mp4')).toBe(null);
    expect(keyReader(keys, 'a.b')('a.b/1700000000000.mp4')?.moments).toEqual([1_700_000_000_000]);
  });

  it('that is named in two places is named the same in both', () => {
    const twice = recordingKeys('{camera}/{camera}-{start:epochMs}.mp4');
    expect(cameraOf(twice, 'a/a-1700000000000.mp4')).toBe('a');
    expect(cameraOf(twice, 'a/b-1700000000000.mp4')).toBe(null);
  });
});

describe('a time of a zone with a summer', () => {
  const read = keyReader(recordingKeys('{camera}/{start:yyyyMMddHHmmss}.mp4', 'Europe/Berlin'), 'c');

  it('in the hour that is left out is none', () => {
    expect(read('c/20260329023000.mp4')).toBe(null);
  });

  it('in the hour that comes twice is two', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    expect(read('c/20261025023000.mp4')?.moments).toEqual([first, first + 3_600_000]);
  });

  it.each(['c/20260230100000.mp4', 'c/20261301100000.mp4', 'c/20261120250000.mp4'])('%s never was', key => {
    expect(read(key)).toBe(null);
  });
});

it('a day that a key tells in two ways must be one day', () => {
  const read = keyReader(recordingKeys('{camera}/{start:yyyyMMdd}/{start:yyyyMMddHHmmss}.mp4'), 'c');
  expect(read('c/20261120/20261120100000.mp4')?.moments).toEqual([Date.UTC(2026, 10, 20, 10)]);
  expect(read('c/20261121/20261120100000.mp4')).toBe(null);
});

it('the length is what lies between start and end where no seconds are told', () => {
  const read = keyReader(recordingKeys('{camera}/{start:epochSeconds}-{end:epochSeconds}.mp4'), 'c');
  expect(read('c/1700000000-1700000030.mp4')?.toldSeconds).toBe(30);
  expect(read('c/1700000030-1700000000.mp4')?.toldSeconds).toBe(null);
});
