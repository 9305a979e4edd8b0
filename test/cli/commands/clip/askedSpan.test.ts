import { expect, it } from 'vitest';
import { askedSpan, checkedRequest } from '../../../../cli/commands/clip/askedSpan.ts';
import { spanWords } from '../../../../cli/commands/clip/spanWords.ts';

const clock = { nowMs: Date.parse('2026-11-20T10:45:00Z'), zone: 'Europe/Berlin' };

it('two moments of a camera are told back as they were understood', () => {
  const span = askedSpan({ words: ['cam1', '10:31:05', '+20s'] }, clock);
  expect(span).toEqual({
    camera: 'cam1',
    fromMs: Date.parse('2026-11-20T09:31:05Z'),
    toMs: Date.parse('2026-11-20T09:31:25Z'),
  });
  expect(spanWords(span, clock)).toBe('cam1 from 2026-11-20 10:31:05 to 10:31:25 (Europe/Berlin), 20 s');
  const overNight = askedSpan({ words: ['cam1', '2026-11-19T23:59:59.5', '0:00:01'] }, clock);
  expect(spanWords(overNight, clock)).toContain('2026-11-19 23:59:59.500 to 2026-11-20 00:00:01 (');
});

it('parts are of keys with any sign in them', () => {
  const parts = ['a@b-c/match.mp4@00:10-00:25', 'x.mov@90-1:02:03.5'];
  const span = askedSpan({ words: [], parts }, clock);
  expect(span).toEqual({
    parts: [
      { key: 'a@b-c/match.mp4', from: 10, to: 25 },
      { key: 'x.mov', from: 90, to: 3_723.5 },
    ],
  });
  expect(spanWords(span, clock)).toBe('2 parts of 2 videos, 1 h 1 min');
});

it.each([
  [{ words: ['cam1', 'now'] }, /CAMERA FROM TO/],
  [{ words: ['cam1', '-5m', 'ago', 'now'] }, /wants quotes/],
  [{ words: ['cam1'], parts: ['a@1-2'] }, /either CAMERA FROM TO, or --parts/],
  [{ words: [], parts: ['a.mp4'] }, /"a\.mp4" is no part/],
  [{ words: [], parts: ['a.mp4@1:2:3:4-5'] }, /is no part/],
])('%j is refused with one sentence', (asked, sentence) => {
  expect(() => askedSpan(asked, clock)).toThrow(sentence);
});

it.each([
  [{ span: { camera: 'cam1', fromMs: 2, toMs: 1 } }, /^to: is not after from\.$/],
  [{ span: { camera: '../x', fromMs: 1, toMs: 2 } }, /^camera: .*letters, digits/],
  [{ span: { camera: 'c', fromMs: 1, toMs: 2 }, clipId: 'a b' }, /^clipId: /],
  [{ span: { parts: [{ key: 'a', from: 2, to: 1 }] } }, /^parts\.0\.to: is not after from/],
])('%j would be refused by the function, and so is at once', (request, sentence) => {
  expect(() => checkedRequest(request)).toThrow(sentence);
});

it('without an id it follows from what is asked for', () => {
  const span = { camera: 'cam1', fromMs: 1, toMs: 2 };
  expect(checkedRequest({ span }).clipId).toBe(checkedRequest({ span: { ...span } }).clipId);
});
