import { Writable } from 'node:stream';
import type { Screen } from '../../../../cli/terminal/screen/screen.ts';

/** A terminal of that size, or where none is given a pipe, that keeps what is written to it. */
export function pretendScreen(size?: { columns: number; rows?: number }): {
  screen: Screen;
  written: string[];
} {
  const written: string[] = [];
  const stream = new Writable({
    write(text, _encoding, done) {
      written.push(String(text));
      done();
    },
  });
  const terminal = size && { isTTY: true as const, rows: 24, ...size, getColorDepth: () => 8 };
  return { screen: Object.assign(stream, terminal) as unknown as Screen, written };
}
