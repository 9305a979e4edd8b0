import { LIKE_BASE } from '../../clips/controls.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

/** Object keys that break shells, URLs, printf patterns, option parsers and pages. */
const NAMES = [
  'a b.mp4',
  'a+b.mp4',
  'a%20b.mp4',
  '100%.mp4',
  '-rf.mp4',
  'héllo-é.mp4',
  '日本語😀.mp4',
  `it's "q".mp4`,
  '*.mp4',
  '[x].mp4',
  'a:b.mp4',
  'http:__x.mp4',
  'semi;rm -rf.mp4',
  '`id`.mp4',
  `${'x'.repeat(240)}.mp4`,
  'trailing space .mp4',
  '<img src=x onerror=alert(1)>.mp4',
  'UPPER.Mp4',
  'no-extension',
];

export const names: CorpusFile[] = NAMES.map(name => ({
  file: `names/${name}`,
  verdict: 'accept',
  says: 'the same output as base.mp4, under this very key',
  out: LIKE_BASE,
  bytes: read => read('base.mp4'),
}));
