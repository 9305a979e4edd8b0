import { statSync } from 'node:fs';
import { formatBytes, formatSeconds } from '../../terminal/units.ts';
import type { FileToUpload } from './findUploads.ts';
import type { Uploaded } from './uploaded.ts';

/** The speed is that of the last so many milliseconds: a line's speed changes. */
const WINDOW_MS = 10_000;

/** How far several uploads are together, how fast, and for how long still. */
export class TransferMeter {
  readonly #sizes: Map<string, number>;
  readonly #there = new Map<string, number>();
  readonly #now: () => number;
  readonly #begun: number;
  #done = 0;
  /** Bytes that were there at a time, the oldest first. */
  #samples: { at: number; bytes: number }[] = [];

  constructor(files: FileToUpload[], now = () => performance.now()) {
    this.#sizes = new Map(files.map(({ path, key }) => [key, bytesOf(path)]));
    this.#now = now;
    this.#begun = now();
  }

  /** Bytes. */
  sizeOf({ key }: FileToUpload): number {
    return this.#sizes.get(key) ?? 0;
  }

  /** So much of that file is there. */
  sent({ key }: FileToUpload, bytes: number): void {
    this.#there.set(key, bytes);
    const now = this.#now();
    this.#samples.push({ at: now, bytes: this.#bytes });
    while ((this.#samples[0]?.at ?? now) < now - WINDOW_MS) this.#samples.shift();
  }

  /** That file is over, uploaded or not. */
  done({ key }: FileToUpload): void {
    this.#done += 1;
    this.#there.set(key, this.#sizes.get(key) ?? 0);
  }

  /** `3 of 50 files, 12 % of 1.2 GB, 12.3 MB/s, 1 min 5 s left` */
  line(): string {
    const all = this.#all;
    const speed = this.#speed();
    const left = speed > 0 ? `, ${formatSeconds(Math.ceil((all - this.#bytes) / speed))} left` : '';
    const percent = all === 0 ? 100 : Math.floor((this.#bytes / all) * 100);
    const pace = speed > 0 ? `, ${formatBytes(Math.round(speed))}/s` : '';
    return `${this.#done} of ${this.#sizes.size} files, ${percent} % of ${formatBytes(all)}${pace}${left}`;
  }

  /** What it came to. */
  total(uploaded: Uploaded[]): string {
    const sent = uploaded.filter(({ skipped }) => !skipped);
    const bytes = sent.reduce((sum, { sizeBytes, resumedBytes }) => sum + sizeBytes - resumedBytes, 0);
    const seconds = (this.#now() - this.#begun) / 1_000;
    const skipped = uploaded.length - sent.length;
    const there = skipped > 0 ? `; ${skipped} were there already` : '';
    const pace = bytes > 0 ? `, ${formatBytes(Math.round(bytes / seconds))}/s` : '';
    return `Uploaded ${sent.length} files (${formatBytes(bytes)}) in ${formatSeconds(seconds)}${pace}${there}.`;
  }

  get #all(): number {
    return [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  get #bytes(): number {
    return [...this.#there.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Bytes a second. */
  #speed(): number {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return 0;
    return ((last.bytes - first.bytes) / (last.at - first.at)) * 1_000;
  }
}

/** One that has gone meanwhile is told when it is to be read. */
function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
