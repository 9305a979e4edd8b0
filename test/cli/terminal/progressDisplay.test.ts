import { describe, expect, it, vi } from 'vitest';
import { progressDisplay } from '../../../cli/terminal/progressDisplay.ts';

function screen(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  return { written, isTTY, rows: 24, write };
}

describe('progressDisplay', () => {
  it('prints a line at each change of note and each quarter where nobody watches', () => {
    const out = screen(false);
    const display = progressDisplay(out);
    for (const fraction of [0, 0.1, 0.26, 0.3]) display.set('a.mp4 720p', { fraction, note: 'running' });
    display.set('a.mp4 720p', { fraction: 0.3, note: 'retrying' });
    display.finish('a.mp4 720p', 's3://out/a.mp4');
    display.close();
    expect(out.written.join('')).toBe(
      'a.mp4 720p: running\na.mp4 720p: running 26%\na.mp4 720p: retrying 30%\ns3://out/a.mp4\n',
    );
  });

  it('repaints its bars in place on a terminal and leaves the last lines above them', async () => {
    const out = screen(true);
    const display = progressDisplay(out);
    display.set('a\x1b[2J', { fraction: 0.5, note: 'running' });
    display.set('c', { fraction: null, note: 'queued' });
    await vi.waitFor(() => expect(out.written).toHaveLength(1));
    display.finish('b', 'b is done');
    display.close();
    const [first, second, last] = out.written;
    const upTwoAndErase = '\x1b[2A\x1b[0J';
    expect(first).toContain('[############------------]  50%  a\\x1b[2J  running\n');
    expect(first).toContain('[------------------------]      c  queued\n');
    expect(second?.startsWith(`${upTwoAndErase}b is done\n`)).toBe(true);
    expect(second).toContain('50%');
    expect(last?.startsWith(upTwoAndErase)).toBe(true);
    expect(last).not.toContain('50%');
  });
});
