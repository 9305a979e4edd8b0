import { describe, expect, it } from 'vitest';
import { oneLine, printable } from '../../../cli/terminal/printable.ts';

describe('printable', () => {
  it.each([
    ['clip one – été 日本 🎬.mp4', 'clip one – été 日本 🎬.mp4'],
    ['a\nb\tc\r.mp4', 'a\\nb\\x09c\\x0d.mp4'],
    ['\x1b]0;title\x07\x9b2J', '\\x1b]0;title\\x07\\x9b2J'],
    ['gnp\u202e4pm.exe', 'gnp\\u202e4pm.exe'],
    ['\u2028\ufeff\ud800x', '\\u2028\\ufeff\\ud800x'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('joins the lines of a message made by others', () => {
    expect(oneLine(' first\r\n  second\n')).toBe('first second');
  });
});
