import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { progressDisplay } from '../../../../cli/terminal/screen/progressDisplay.ts';
import { pretendScreen } from './pretendScreen.ts';

const shown = (written: string[], from = 0) => stripVTControlCharacters(written.slice(from).join(''));

describe('progressDisplay', () => {
  it('prints a line at each change of note and each quarter where nobody watches', () => {
    const { screen, written } = pretendScreen();
    const display = progressDisplay(screen);
    for (const fraction of [0, 0.1, 0.26, 0.3]) display.set('a.mp4 720p', { fraction, note: 'running' });
    display.set('a.mp4 720p', { fraction: 0.3, note: 'retrying' });
    display.sum('1 of 2');
    display.finish('a.mp4 720p', 's3://out/a.mp4');
    display.close();
    expect(written.join('')).toBe(
      'a.mp4 720p: running\na.mp4 720p: running 26%\na.mp4 720p: retrying 30%\ns3://out/a.mp4\n',
    );
  });

  it('repaints its bars in place on a terminal and leaves the last lines above them', async () => {
    const { screen, written } = pretendScreen({ columns: 80 });
    const display = progressDisplay(screen);
    display.set('a\x1b[2J', { fraction: 0.5, note: 'running' });
    display.set('c', { fraction: null, note: 'queued' });
    display.sum('1 of 3 uploaded');
    await vi.waitFor(() => expect(written).toHaveLength(1));
    expect(shown(written)).toBe(
      [
        '[############------------]  50%  a\\x1b[2J  running',
        '[------------------------]      c  queued',
        '1 of 3 uploaded\n',
      ].join('\n'),
    );
    display.finish('b', 'b is done');
    const painted = written.length;
    expect(shown(written, 1)).toMatch(/^b is done\n\[#+/);
    display.close();
    expect(shown(written, painted)).toBe('');
  });

  it('takes a line of the terminal for a bar, however wide its label, and no more lines than there are', async () => {
    const { screen, written } = pretendScreen({ columns: 40, rows: 8 });
    const display = progressDisplay(screen);
    for (let file = 0; file < 20; file += 1)
      display.set(`${'映'.repeat(30)}${file}`, { fraction: 0, note: '' });
    await vi.waitFor(() => expect(written).toHaveLength(1));
    const lines = shown(written).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^\[-{24}\] {3}0% {2}映+…$/);
    expect(lines[4]).toBe('and 16 more');
    display.close();
  });
});
