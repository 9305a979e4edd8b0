import { expect, it } from 'vitest';
import { outputKey } from '../../pipeline/outputKey.ts';
import { VIDEO_SUFFIXES } from '../../pipeline/videoSuffixes.ts';

it.each([
  ['a/b.mp4', 'a/b.mp4'],
  ['a/b.mov', 'a/b.mov.mp4'],
  ['a/b.MP4', 'a/b.MP4.mp4'],
  ['b.mov.mp4', 'b.mov.mp4.mp4'],
  ['b.mp4.mp4', 'b.mp4.mp4.mp4'],
  ['no-extension', 'no-extension'],
  ['notes.txt.mp4', 'notes.txt.mp4'],
  ['.mp4', '.mp4'],
])('maps %s to %s', (source, output) => {
  expect(outputKey(source, 'mp4')).toBe(output);
});

it('never maps two keys to one output', () => {
  const parts = ['', 'a', '/', 'b', '.txt', ...VIDEO_SUFFIXES, '.MP4', '.Mov'];
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

it('refuses a name that leaves no room for the suffix, as a failure of the input', () => {
  expect(outputKey(`${'x'.repeat(1_020)}.mp4`, 'mp4')).toHaveLength(1_024);
  expect(() => outputKey(`${'é'.repeat(509)}x.mov`, 'mp4')).toThrow(
    expect.objectContaining({ failureClass: 'input', code: 'key-too-long' }),
  );
});
