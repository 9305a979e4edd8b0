import { expect, it } from 'vitest';
import { outputKey } from '../../../contract/keys/outputKey.ts';
import { VIDEO_SUFFIXES } from '../../../contract/keys/videoSuffixes.ts';

it.each([
  ['a/b.mp4', 'a/b.mp4'],
  ['a/b.mov', 'a/b.mov.mp4'],
  ['a/b.MP4', 'a/b.MP4.mp4'],
  ['b.mov.mp4', 'b.mov.mp4.mp4'],
  ['b.mp4.mp4', 'b.mp4.mp4.mp4'],
  ['no-extension', 'no-extension'],
  ['notes.txt.mp4', 'notes.txt.mp4'],
  ['.mp4', '.mp4'],
  ['DCIM/00001.MTS', 'DCIM/00001.MTS.mp4'],
  ['clip.m2ts.mp4', 'clip.m2ts.mp4.mp4'],
  ['movie.bin', 'movie.bin'],
])('maps %s to %s', (source, output) => {
  expect(outputKey(source, 'mp4')).toBe(output);
});

it('never maps two keys to one output', () => {
  const parts = ['', 'a', '/', 'b', '.txt', ...VIDEO_SUFFIXES.slice(0, 16), '.MP4', '.Mov'];
  const sources = new Set<string>();
  for (const a of parts) {
    for (const b of parts) {
      for (const c of parts) for (const d of parts) sources.add(a + b + c + d);
    }
  }
  const outputs = new Set([...sources].map(source => outputKey(source, 'mp4')));
  expect(sources.size).toBeGreaterThan(10_000);
  expect(outputs.size).toBe(sources.size);
});

it.each(VIDEO_SUFFIXES)('keeps apart what ends in %s, in either case', suffix => {
  const endings = [suffix, suffix.toUpperCase()].flatMap(one => [one, `${one}.mp4`, `${one}.mp4.mp4`]);
  const sources = ['a', 'a.mp4', ...endings.map(ending => `a${ending}`)];
  const outputs = new Set([...new Set(sources)].map(source => outputKey(source, 'mp4')));
  expect(outputs.size).toBe(new Set(sources).size);
});

it('refuses a name that leaves no room for the suffix, as a failure of the input', () => {
  expect(outputKey(`${'x'.repeat(1_020)}.mp4`, 'mp4')).toHaveLength(1_024);
  expect(() => outputKey(`${'é'.repeat(509)}x.mov`, 'mp4')).toThrow(
    expect.objectContaining({ failureClass: 'input', code: 'key-too-long' }),
  );
});
