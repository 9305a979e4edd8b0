import type { SeenFile } from './stableFiles.ts';

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** Files that have stopped growing and are not uploaded yet, each with the time of its next try. */
export class WaitingUploads {
  readonly #files = new Map<string, { file: SeenFile; at: number; retryMs: number }>();

  add(file: SeenFile): void {
    this.#files.set(file.path, { file, at: 0, retryMs: FIRST_RETRY_MS });
  }

  done(file: SeenFile): void {
    this.#files.delete(file.path);
  }

  /** Seconds until the next try. */
  failed(file: SeenFile): number {
    const entry = this.#files.get(file.path);
    if (!entry) return 0;
    const { retryMs } = entry;
    entry.at = performance.now() + retryMs;
    entry.retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    return retryMs / 1_000;
  }

  /** A file that has gone or grows again is not waited for; it comes back through StableFiles. */
  keepOnly(files: SeenFile[]): void {
    const now = new Map(files.map(file => [file.path, file]));
    for (const { file } of this.#files.values()) {
      const present = now.get(file.path);
      if (present?.sizeBytes !== file.sizeBytes || present.mtimeMs !== file.mtimeMs) this.done(file);
    }
  }

  due(now: number): SeenFile[] {
    return [...this.#files.values()].filter(entry => entry.at <= now).map(entry => entry.file);
  }
}
