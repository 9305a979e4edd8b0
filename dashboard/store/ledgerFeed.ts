import { gathered } from '../../cli/ledger/gathered.ts';
import type { LedgerReader } from '../../cli/ledger/ledgerReader.ts';
import { newestFirst } from '../../cli/ledger/newestFirst.ts';
import { JOB_STATES, type JobState } from '../../contract/jobState.ts';
import { isUnderWay } from '../../contract/ledger/withBeat.ts';
import type { LedgerJob } from '../../contract/readJob.ts';

/** Jobs in work are few and change all the time; of the others only what has changed is read. */
const IN_WORK: JobState[] = ['running', 'submitted'];
const OTHERS = JOB_STATES.filter(state => !IN_WORK.includes(state));

/** An index of the ledger may lag behind, and clocks differ: what changed so long before the last look is read again, ms. */
const OVERLAP_MS = 15_000;

type Ledger = Pick<LedgerReader, 'inState' | 'ofIds'>;

/** Reads what changed in the ledger, a little at a time, however many look at it. */
export class LedgerFeed {
  readonly #ledger: Ledger;
  #inWork = new Set<string>();
  #lookedAt = new Date(0);

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** The newest jobs, until `isEnough` says so. */
  async *first(isEnough: () => boolean): AsyncIterable<LedgerJob[]> {
    this.#lookedAt = new Date();
    for await (const jobs of newestFirst(this.#ledger)) {
      this.#note(jobs);
      yield jobs;
      if (isEnough()) return;
    }
  }

  /** Jobs in work, and what became of those that were when this was asked last. */
  async inWork(): Promise<LedgerJob[]> {
    const pages = await Promise.all(IN_WORK.map(state => gathered(this.#ledger.inState(state))));
    const jobs = pages.flat();
    const now = new Set(jobs.map(({ jobId }) => jobId));
    const ended = [...this.#inWork].filter(jobId => !now.has(jobId));
    const found = ended.length === 0 ? [] : [...(await this.#ledger.ofIds(ended)).values()];
    // Not before: of what could not be read now the next look finds out.
    this.#inWork = now;
    this.#note(found);
    return [...jobs, ...found];
  }

  /** Jobs that nobody is at, and that have changed since this was asked last. */
  async changed(): Promise<LedgerJob[]> {
    const since = new Date(this.#lookedAt.getTime() - OVERLAP_MS);
    const lookedAt = new Date();
    const pages = await Promise.all(OTHERS.map(state => gathered(this.#ledger.inState(state, since))));
    // Not before: what changed while the ledger was away is read once it is back.
    this.#lookedAt = lookedAt;
    return pages.flat();
  }

  #note(jobs: LedgerJob[]): void {
    for (const { jobId, state } of jobs)
      if (isUnderWay({ state: state as JobState })) this.#inWork.add(jobId);
  }
}
