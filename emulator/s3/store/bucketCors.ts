import type { DatabaseSync } from 'node:sqlite';
import type { CorsRule } from '../cors/corsRule.ts';

/**
 * The CORS rules of each bucket. `deployed` is what the template last said: only when that changes does a start set
 * rules anew, so that rules put by a client stay, as they do on AWS until the next deployment that changes them.
 */
export class BucketCors {
  readonly #index: DatabaseSync;

  constructor(index: DatabaseSync) {
    this.#index = index;
  }

  /** None where there is no configuration, or no bucket. */
  get(bucket: string): CorsRule[] {
    const rules = this.#row(bucket)?.rules ?? null;
    return rules === null ? [] : JSON.parse(rules);
  }

  set(bucket: string, rules: readonly CorsRule[]): void {
    this.#write(bucket, rules, this.#row(bucket)?.deployed ?? null);
  }

  /** Sets what the template says, unless it said the same before. */
  deploy(bucket: string, rules: readonly CorsRule[]): void {
    const deployed = rules.length > 0 ? JSON.stringify(rules) : null;
    if (deployed !== (this.#row(bucket)?.deployed ?? null)) this.#write(bucket, rules, deployed);
  }

  #write(bucket: string, rules: readonly CorsRule[], deployed: string | null): void {
    this.#index
      .prepare('INSERT OR REPLACE INTO cors VALUES (?, ?, ?)')
      .run(bucket, rules.length > 0 ? JSON.stringify(rules) : null, deployed);
  }

  #row(bucket: string): { rules: string | null; deployed: string | null } | undefined {
    const row = this.#index.prepare('SELECT rules, deployed FROM cors WHERE bucket = ?').get(bucket);
    return row as { rules: string | null; deployed: string | null } | undefined;
  }
}
