import { randomUUID } from 'node:crypto';
import type { Change } from '../wire/stream.ts';

/** Who missed more than so many changes is told everything anew. */
const MAX_CHANGES = 500;

/** The last changes, numbered, for who missed some. */
export class ChangeLog {
  /** Numbers of another run of the server mean nothing in this one. */
  readonly run = randomUUID();
  #changes: Change[] = [];
  #version = 0;
  readonly #listeners = new Set<(change: Change) => void>();

  get version(): number {
    return this.#version;
  }

  /** Numbers a change, keeps it, and tells it to all who listen. */
  add(what: Omit<Change, 'version'>): void {
    this.#version += 1;
    const change = { version: this.#version, ...what };
    this.#changes.push(change);
    if (this.#changes.length > MAX_CHANGES) this.#changes = this.#changes.slice(-MAX_CHANGES / 2);
    for (const listener of this.#listeners) listener(change);
  }

  /** What followed that version; null where that is not known any more. */
  after(run: string, version: number): Change[] | null {
    if (run !== this.run || !Number.isInteger(version) || version > this.#version) return null;
    const missed = this.#version - version;
    if (missed > this.#changes.length) return null;
    return missed === 0 ? [] : this.#changes.slice(-missed);
  }

  /** Tells each change from now on, until what it returns is called. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
