/** One file as a look at the folder saw it. */
export interface SeenFile {
  path: string;
  key: string;
  sizeBytes: number;
  mtimeMs: number;
}

/**
 * Tells which files have stopped growing: the same size and time of change in two looks, `settleMs` apart or more.
 * Each state of a file is handed out once; a file that changes again is handed out again.
 */
export class StableFiles {
  readonly #known = new Map<string, { file: SeenFile; since: number; handedOut: boolean }>();
  readonly #settleMs: number;

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** Files of this look that have just become stable. `now` is a monotonic time, milliseconds. */
  look(files: SeenFile[], now: number): SeenFile[] {
    const present = new Set(files.map(file => file.path));
    for (const path of this.#known.keys()) if (!present.has(path)) this.#known.delete(path);
    return files.filter(file => this.#isNewlyStable(file, now));
  }

  #isNewlyStable(file: SeenFile, now: number): boolean {
    const known = this.#known.get(file.path);
    if (known?.file.sizeBytes !== file.sizeBytes || known.file.mtimeMs !== file.mtimeMs) {
      this.#known.set(file.path, { file, since: now, handedOut: false });
      return false;
    }
    if (known.handedOut || now - known.since < this.#settleMs) return false;
    known.handedOut = true;
    return true;
  }
}
