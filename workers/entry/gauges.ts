import { Counter, Gauge, Registry } from 'prom-client';

/** What a worker counts of itself, for Prometheus; the metrics of jobs are those that functions have, in its log. */
export class Gauges {
  readonly #registry = new Registry();
  readonly #busy: Gauge;
  readonly #messages: Counter<'outcome'>;
  readonly #seconds: Counter;
  readonly #memory: Gauge;

  constructor(rendition: string) {
    this.#registry.setDefaultLabels({ rendition });
    const registers = [this.#registry];
    this.#busy = new Gauge({
      ...{ name: 'fanreel_worker_busy', help: '1 while the worker has a message.', registers },
    });
    this.#messages = new Counter({
      ...{ name: 'fanreel_worker_messages_total', help: 'Messages, by what became of them.', registers },
      labelNames: ['outcome'],
    });
    this.#seconds = new Counter({
      ...{ name: 'fanreel_worker_busy_seconds_total', help: 'Seconds with a message.', registers },
    });
    this.#memory = new Gauge({
      ...{ name: 'process_resident_memory_bytes', help: 'Resident memory of the worker, bytes.', registers },
    });
  }

  /** Runs the work on one message, and counts it. */
  async around(work: () => Promise<boolean>): Promise<boolean> {
    const stop = performance.now();
    this.#busy.set(1);
    try {
      const done = await work();
      this.#messages.inc({ outcome: done ? 'done' : 'comes-again' });
      return done;
    } finally {
      this.#busy.set(0);
      this.#seconds.inc((performance.now() - stop) / 1_000);
    }
  }

  /** In Prometheus's text format. */
  async text(): Promise<{ type: string; body: string }> {
    this.#memory.set(process.memoryUsage.rss());
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
