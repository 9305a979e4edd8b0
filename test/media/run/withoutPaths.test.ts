import { expect, test } from 'vitest';
import { withoutPaths } from '../../../media/run/withoutPaths.ts';

test.each([
  ['file:/tmp/fanreel-1/source.mp4: End of file', 'file:source.mp4: End of file'],
  ["Error opening '/home/me/a film/clip.mov'", "Error opening 'clip.mov'"],
  [
    'subfile,,start,0,end,99,,:file:/home/me/a film/clip.mov: End of file',
    'subfile,,start,0,end,99,,:file:clip.mov: End of file',
  ],
  ['/usr/lib/x86_64/libx.so.1: cannot open', 'libx.so.1: cannot open'],
  ['26/source.mp4: Invalid data found', '26/source.mp4: Invalid data found'],
  [
    '[h264 @ 0x1] 30000/1001 fps, yuv420p(tv, bt709/unknown), N/A',
    '[h264 @ 0x1] 30000/1001 fps, yuv420p(tv, bt709/unknown), N/A',
  ],
])('of "%s" stays "%s"', (words, stays) => {
  expect(withoutPaths(words, ['-i', 'file:/home/me/a film/clip.mov'])).toBe(stays);
});
