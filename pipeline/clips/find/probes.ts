import type { Source } from '../../../contract/job.ts';
import { type Probe, probe, type ReadRange } from '../../../media/probe/probe.ts';

/** A few KB each. */
const MAX_KEPT = 300;

/**
 * What recordings hold, as far as this function has looked: a clip that waits is looked for again and again, and clips of the
 * same minute are cut from the same recordings.
 */
export class Probes {
  readonly #known = new Map<string, Probe>();

  /** @throws as probe, and what `readRange` throws. */
  async of({ bucket, key, version, sizeBytes }: Source, readRange: ReadRange): Promise<Probe> {
    const name = JSON.stringify([bucket, key, version]);
    const probed = this.#known.get(name) ?? (await probe(readRange, sizeBytes));
    // What was asked for last stays longest.
    this.#known.delete(name);
    this.#known.set(name, probed);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KEPT && oldest !== undefined) this.#known.delete(oldest);
    return probed;
  }
}

/** Of this process: a version of an object never changes. */
export const PROBES = new Probes();
