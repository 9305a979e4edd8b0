import pMap from 'p-map';
import { JOB_STATES } from '../../contract/jobState.ts';
import { sourceIdOf } from '../../contract/ledgerTable.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import { gathered } from '../ledger/gathered.ts';
import type { Source, Wait } from './wait.ts';

/** Up to so many sources are asked for one by one; of more, what has changed is asked for. */
const FEW = 8;
const LOOKS_AT_A_TIME = 8;

/** DynamoDB's indexes follow the table, mostly within a second: what changed so long before the last look is asked for again, milliseconds. */
const LATE_MS = 15_000;

/** All sources are asked for one by one again after so long, in case an index was later than that, milliseconds. */
const FULL_LOOK_MS = 120_000;

/** What the ledger knows of many sources: of 500 uploads a look takes as many requests as of ten. */
export class OpenJobs {
  readonly #wait: Pick<Wait, 'ledger' | 'signal'>;
  readonly #jobs = new Map<string, Map<string, LedgerJob>>();
  #lastFull = Number.NEGATIVE_INFINITY;
  #lastLook = new Date(0);

  constructor(wait: Pick<Wait, 'ledger' | 'signal'>) {
    this.#wait = wait;
  }

  /** Reads how these stand now. */
  async look(sources: Source[]): Promise<void> {
    const isDue = performance.now() > this.#lastFull + FULL_LOOK_MS;
    const began = new Date();
    if (isDue || sources.length <= FEW) await this.#lookAtEach(sources);
    else await this.#lookAtChanges();
    if (isDue) this.#lastFull = performance.now();
    this.#lastLook = began;
  }

  /** The jobs of that version of the source. */
  of(source: Source): LedgerJob[] {
    const jobs = this.#jobs.get(sourceIdOf(source))?.values() ?? [];
    return [...jobs].filter(job => job.source.version === source.version);
  }

  async #lookAtEach(sources: Source[]): Promise<void> {
    const { ledger, signal } = this.#wait;
    const look = async ({ bucket, key }: Source) => this.#know(await ledger.ofSource(bucket, key));
    await pMap(sources, look, { concurrency: LOOKS_AT_A_TIME, signal });
  }

  /** How far a running job is lies beside it: whatever runs is asked for as a whole. */
  async #lookAtChanges(): Promise<void> {
    const since = new Date(this.#lastLook.getTime() - LATE_MS);
    const changed = JOB_STATES.map(state =>
      gathered(this.#wait.ledger.inState(state, state === 'running' ? undefined : since)),
    );
    for (const jobs of await Promise.all(changed)) this.#know(jobs);
  }

  #know(jobs: LedgerJob[]): void {
    for (const job of jobs) {
      const id = sourceIdOf(job.source);
      const known = this.#jobs.get(id) ?? new Map<string, LedgerJob>();
      const older = known.get(job.jobId);
      if (!older || older.updatedAt <= job.updatedAt) known.set(job.jobId, job);
      this.#jobs.set(id, known);
    }
  }
}
