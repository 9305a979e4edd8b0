import type { Source } from '../../../contract/job.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { madeForUsd, type Rates } from './rates.ts';
import type { Surveyed } from './survey.ts';

/** How a price was come by, the surest first; `unknown` where none of them tells. */
export const BASES = ['source', 'rate', 'look', 'size', 'unknown'] as const;
export type Basis = (typeof BASES)[number];

/** What a look at a source's own bytes comes to: USD by rendition; none of one that is refused. */
export type Look = (source: Source) => Promise<Map<string, number>>;

/** Sources that are looked into; of more their size has to tell. */
const MAX_LOOKS = 200;

/** Adds up what is lacking would cost, and by what that is known. */
export class Estimate {
  readonly #rates: Rates;
  readonly #look: Look;
  readonly #usd = new Map<string, number>();
  readonly #bases = new Map<Basis, number>(BASES.map(basis => [basis, 0]));
  /** Of a rendition, what a byte of those sources came to whose price is known otherwise. */
  readonly #bySize = new Map<string, { usd: number; bytes: number }>();
  #looks = 0;

  constructor(rates: Rates, look: Look) {
    this.#rates = rates;
    this.#look = look;
  }

  get usd(): number {
    return [...this.#usd.values()].reduce((sum, one) => sum + one, 0);
  }

  usdOf(rendition: string): number {
    return this.#usd.get(rendition) ?? 0;
  }

  /** How many renditions each basis told the price of. */
  get bases(): Record<Basis, number> {
    return Object.fromEntries(this.#bases) as Record<Basis, number>;
  }

  /** Adds all that a source lacks. */
  async add({ source, jobs, lacks }: Surveyed): Promise<void> {
    if (!source) return;
    const open: string[] = [];
    for (const { name } of lacks) {
      const known = this.#byLedger(name, jobs, source);
      if (known) this.#put(name, source, known.basis, known.usd);
      else open.push(name);
    }
    if (open.length === 0) return;
    const looked = await this.#lookInto(source);
    for (const name of open) {
      const usd = looked?.get(name);
      if (usd !== undefined) this.#put(name, source, 'look', usd);
      else this.#putBySize(name, source, looked !== null);
    }
  }

  /** The same source cost the same under another preset, or its length is known and what a second costs. */
  #byLedger(name: string, jobs: LedgerJob[], { version }: Source): { basis: Basis; usd: number } | null {
    const ofVersion = jobs.filter(job => job.state === 'complete' && job.source.version === version);
    const before = ofVersion.find(job => job.rendition === name && madeForUsd(job) > 0);
    if (before) return { basis: 'source', usd: madeForUsd(before) };
    const seconds = ofVersion.map(({ output }) => output?.durationSeconds).find(Boolean);
    const rate = this.#rates.get(name);
    return seconds && rate ? { basis: 'rate', usd: seconds * rate } : null;
  }

  /** Null where enough were looked into already. */
  async #lookInto(source: Source): Promise<Map<string, number> | null> {
    if (this.#looks === MAX_LOOKS) return null;
    this.#looks += 1;
    return this.#look(source);
  }

  #put(name: string, { sizeBytes }: Source, basis: Basis, usd: number): void {
    this.#count(basis);
    this.#usd.set(name, this.usdOf(name) + usd);
    if (basis === 'size') return;
    const sum = this.#bySize.get(name) ?? { usd: 0, bytes: 0 };
    this.#bySize.set(name, { usd: sum.usd + usd, bytes: sum.bytes + sizeBytes });
  }

  #putBySize(name: string, source: Source, isRefused: boolean): void {
    const sum = this.#bySize.get(name);
    if (isRefused || !sum || sum.bytes === 0) this.#count('unknown');
    else this.#put(name, source, 'size', (sum.usd / sum.bytes) * source.sizeBytes);
  }

  #count(basis: Basis): void {
    this.#bases.set(basis, (this.#bases.get(basis) ?? 0) + 1);
  }
}
