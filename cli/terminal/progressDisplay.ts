import { printable } from './printable.ts';

/** What is known of one thing under way. */
export interface Progress {
  /** 0 to 1, or null while nobody can say. */
  fraction: number | null;
  note: string;
}

/**
 * Shows several things under way: a bar each, repainted in place, on a terminal; elsewhere a line when a note changes
 * and at each quarter. Written by hand since it is this short, and no library escapes what it is given.
 */
export interface ProgressDisplay {
  set(label: string, progress: Progress): void;
  /** Takes the bar away and leaves `line` in its place. */
  finish(label: string, line: string): void;
  /** Takes away whatever bars are left. */
  close(): void;
}

export type Screen = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'rows'>;

export function progressDisplay(screen: Screen): ProgressDisplay {
  return screen.isTTY ? bars(screen) : lines(screen);
}

const BAR_WIDTH = 24;
const PAINT_EVERY_MS = 80;
// Without wrapping, a long or wide label cannot break the count of lines to go back up.
const NO_WRAP = '\x1b[?7l';
const WRAP = '\x1b[?7h';

function bars(screen: Screen): ProgressDisplay {
  const active = new Map<string, Progress>();
  let painted = 0;
  let next: NodeJS.Timeout | undefined;
  const erase = () => (painted > 0 ? `\x1b[${painted}A\x1b[0J` : '');
  const paint = (above = '') => {
    clearTimeout(next);
    next = undefined;
    if (painted === 0 && active.size === 0 && above === '') return;
    const shown = [...active].slice(0, Math.max(1, (screen.rows ?? 24) - 2));
    const text = shown.map(([label, progress]) => `${barLine(label, progress)}\n`).join('');
    screen.write(`${erase()}${above}${NO_WRAP}${text}${WRAP}`);
    painted = shown.length;
  };
  return {
    set(label, progress) {
      active.set(label, progress);
      next ??= setTimeout(paint, PAINT_EVERY_MS);
    },
    finish(label, line) {
      active.delete(label);
      paint(`${line}\n`);
    },
    close() {
      active.clear();
      paint();
    },
  };
}

function barLine(label: string, { fraction, note }: Progress): string {
  const full = Math.round((fraction ?? 0) * BAR_WIDTH);
  const bar = '#'.repeat(full) + '-'.repeat(BAR_WIDTH - full);
  return `[${bar}] ${percent(fraction)}  ${printable(label)}  ${printable(note)}`;
}

function lines(screen: Screen): ProgressDisplay {
  const told = new Map<string, string>();
  return {
    set(label, { fraction, note }) {
      const quarter = fraction === null ? '' : Math.floor(fraction * 4) / 4;
      const stage = `${note} ${quarter}`;
      if (told.get(label) === stage) return;
      told.set(label, stage);
      const share = fraction ? ` ${percent(fraction).trim()}` : '';
      screen.write(`${printable(label)}: ${printable(note)}${share}\n`);
    },
    finish(label, line) {
      told.delete(label);
      screen.write(`${line}\n`);
    },
    close() {},
  };
}

function percent(fraction: number | null): string {
  return fraction === null ? '   ' : `${Math.floor(fraction * 100)}%`.padStart(4);
}
