import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../cli/terminal/printable.ts';
import { shellLine } from '../../../cli/terminal/shellLine.ts';

const WORDS = [
  'plain-1.mp4',
  '',
  "it's a clip.mp4",
  '$HOME `id` $(id) "x" \\ ! * ? [a] {b,c} ~ # & ; | < > ()',
  '-n',
  '=ls',
  'file:a\nb\tc\r.mp4',
  '\x1b]0;title\x07 50% \\n "quoted"',
  'gnp\u202e4pm',
  'été 日本 🎬',
];

describe('shellLine', () => {
  it.each(['/bin/sh', '/bin/bash', '/bin/zsh'].filter(existsSync))('is read back as it was by %s', shell => {
    const line = shellLine(['printf', '%s\\0', ...WORDS]);
    const read = execFileSync(shell, ['-c', line], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(read).toEqual(WORDS);
    expect(printable(line)).toBe(line);
  });

  it('leaves plain words as they are', () => {
    expect(shellLine(['ffmpeg', '-i', 'file:/a/b.mp4', '-b:a', '128k', '-r', '30/1'])).toBe(
      'ffmpeg -i file:/a/b.mp4 -b:a 128k -r 30/1',
    );
  });
});
