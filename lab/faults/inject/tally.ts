/** Counts faults as they are injected, by kind. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Most frequent first. */
  entries(): [string, number][] {
    return [...this.#counts].sort(([, a], [, b]) => b - a);
  }
}
