import { randomOf } from '../../support/random.ts';

/** Kills one of so many workers after the other, whichever its seed says; nobody where that one is not there just then. */
export class WorkerKiller implements Disposable {
  #kills = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(workers: () => number[], { count, everySeconds }: { count: number; everySeconds: number }) {
    const random = randomOf(7);
    this.#timer = setInterval(() => {
      const pid = workers()[Math.floor(random.next() * count)];
      if (pid !== undefined && killed(pid)) this.#kills += 1;
    }, everySeconds * 1_000);
  }

  /** So far. */
  get kills(): number {
    return this.#kills;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it has ended by itself
  }
}
