import { expect, it } from 'vitest';
import { finalKey } from '../../../contract/keys/finalKey.ts';
import { imageKey } from '../../../contract/keys/imageKey.ts';
import { sourceKeysOf } from '../../../contract/keys/sourceKeysOf.ts';

it.each(['a.mp4', 'a.mov', 'a.mov.mp4', 'a.mp4.mp4', 'dir/a', 'a.MP4', 'x/é 映.mkv', '.mp4', 'a.b'])(
  'an output of %s is found to be its',
  key => {
    expect(sourceKeysOf('mp4', finalKey('mp4', key))).toContain(key);
    expect(sourceKeysOf(null, imageKey(key, 'poster.jpg'))).toEqual([key]);
  },
);

it('no output is of a source that would lie elsewhere', () => {
  for (const key of ['a.mp4', 'a.mov.mp4', 'b', 'c.mp4.mp4']) {
    for (const source of sourceKeysOf('mp4', key)) expect(finalKey('mp4', source)).toBe(key);
  }
  expect(sourceKeysOf(null, 'poster.jpg')).toEqual([]);
});
