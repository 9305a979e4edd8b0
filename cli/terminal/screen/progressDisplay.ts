import { printable } from '../printable.ts';
import { liveText } from './liveText.ts';
import { rowsOf, type Screen } from './screen.ts';

/** What is known of one thing under way. */
export interface Progress {
  /** 0 to 1, or null while nobody can say. */
  fraction: number | null;
  note: string;
}

/** Shows several things under way: a bar each, repainted in place, on a terminal; elsewhere a line when a note changes and at each quarter. */
export interface ProgressDisplay {
  set(label: string, progress: Progress): void;
  /** Takes the bar away and leaves `line` in its place; without one nothing stays. */
  finish(label: string, line?: string): void;
  /** How far all of it is: stands below the bars. Elsewhere than on a terminal nobody is told. */
  sum(line: string): void;
  /** Takes away whatever bars are left. */
  close(): void;
}

export function progressDisplay(screen: Screen): ProgressDisplay {
  return screen.isTTY ? new Bars(screen) : new Lines(screen);
}

/** Where nothing is to be shown, since a program reads what is printed. */
export function noDisplay(): ProgressDisplay {
  return { set() {}, finish() {}, sum() {}, close() {} };
}

const BAR_WIDTH = 24;
const PAINT_EVERY_MS = 80;

class Bars implements ProgressDisplay {
  readonly #screen: Screen;
  readonly #active = new Map<string, Progress>();
  readonly #live;
  #sum = '';
  #next: NodeJS.Timeout | undefined;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#live = liveText(screen);
  }

  set(label: string, progress: Progress): void {
    this.#active.set(label, progress);
    this.#paintSoon();
  }

  finish(label: string, line?: string): void {
    this.#active.delete(label);
    if (line !== undefined) this.#live.leave(line);
    this.#paintSoon();
  }

  sum(line: string): void {
    this.#sum = line;
    this.#paintSoon();
  }

  close(): void {
    clearTimeout(this.#next);
    this.#active.clear();
    this.#sum = '';
    this.#live.show([]);
  }

  #paintSoon(): void {
    this.#next ??= setTimeout(() => this.#paint(), PAINT_EVERY_MS);
  }

  /** What moves is seen first where there is no room for all. */
  #paint(): void {
    this.#next = undefined;
    const room = Math.max(1, rowsOf(this.#screen) - 4);
    const all = [...this.#active].sort(
      ([, a], [, b]) => Number(b.fraction !== null) - Number(a.fraction !== null),
    );
    const more = all.length - room;
    this.#live.show([
      ...all.slice(0, room).map(([label, progress]) => barLine(label, progress)),
      ...(more > 0 ? [`and ${more} more`] : []),
      ...(this.#sum ? [this.#sum] : []),
    ]);
  }
}

function barLine(label: string, { fraction, note }: Progress): string {
  const full = Math.round((fraction ?? 0) * BAR_WIDTH);
  const bar = '#'.repeat(full) + '-'.repeat(BAR_WIDTH - full);
  return `[${bar}] ${percent(fraction)}  ${printable(label)}  ${printable(note)}`;
}

class Lines implements ProgressDisplay {
  readonly #screen: Screen;
  readonly #told = new Map<string, string>();

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  set(label: string, { fraction, note }: Progress): void {
    const quarter = fraction === null ? '' : Math.floor(fraction * 4) / 4;
    const stage = `${note} ${quarter}`;
    if (this.#told.get(label) === stage) return;
    this.#told.set(label, stage);
    const share = fraction ? ` ${percent(fraction).trim()}` : '';
    this.#screen.write(`${printable(label)}: ${printable(note)}${share}\n`);
  }

  finish(label: string, line?: string): void {
    this.#told.delete(label);
    if (line !== undefined) this.#screen.write(`${line}\n`);
  }

  sum(): void {}

  close(): void {}
}

function percent(fraction: number | null): string {
  return fraction === null ? '   ' : `${Math.floor(fraction * 100)}%`.padStart(4);
}
