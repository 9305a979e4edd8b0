import { createRequire } from 'node:module';
import { columnsOf, type Screen } from './screen.ts';
import { cutTo } from './textWidth.ts';

const load = createRequire(import.meta.url);

/** Lines at the bottom of a terminal that are replaced by the next ones. */
export interface LiveText {
  /** Each line takes one of the screen's; what is wider is cut off. */
  show(lines: string[]): void;
  /** Leaves a line above, for good. */
  leave(line: string): void;
}

export function liveText(screen: Screen): LiveText {
  // Loaded by what draws alone: each command's definition leads here, and few of them draw.
  const { createLogUpdate } = load('log-update') as typeof import('log-update');
  // The cursor is left visible: to hide it the library listens to signals, which commands that end their work listen to themselves.
  const update = createLogUpdate(screen, { showCursor: true });
  let shown: string[] = [];
  const show = (lines: string[]) => {
    if (lines.length === 0) {
      if (shown.length > 0) update.clear();
    } else update(lines.map(line => cutTo(columnsOf(screen), line)).join('\n'));
    shown = lines;
  };
  return {
    show,
    leave(line) {
      const below = shown;
      show([]);
      // Not by the library, which breaks a line where the terminal ends: one that is long is still one to copy.
      screen.write(`${line}\n`);
      show(below);
    },
  };
}
