import { JOB_STATES } from '../../contract/jobState.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { JobPages, LedgerReader } from './ledgerReader.ts';

/** Jobs of all states, newest change first, read as they are asked for. */
export async function* newestFirst(ledger: Pick<LedgerReader, 'inState'>): JobPages {
  const queues = JOB_STATES.map(state => new JobQueue(ledger.inState(state)));
  await Promise.all(queues.map(queue => queue.fill()));
  for (;;) {
    const [next, ...others] = queues
      .filter(queue => queue.newest !== undefined)
      .sort((a, b) => changedAt(b).localeCompare(changedAt(a)));
    if (!next) return;
    // All that changed after whatever another state still has comes before that.
    yield next.takeUntil(others[0] ? changedAt(others[0]) : '');
    await next.fill();
  }
}

/** The jobs of one state that were read and not yet passed on. */
class JobQueue {
  readonly #pages: AsyncIterator<LedgerJob[]>;
  #jobs: LedgerJob[] = [];

  constructor(pages: JobPages) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  get newest(): LedgerJob | undefined {
    return this.#jobs[0];
  }

  /** Reads on where nothing is left. */
  async fill(): Promise<void> {
    while (this.#jobs.length === 0) {
      const { value, done } = await this.#pages.next();
      if (done) return;
      this.#jobs = value;
    }
  }

  /** Takes all that changed at that time or later; at least one. */
  takeUntil(time: string): LedgerJob[] {
    const older = this.#jobs.findIndex((job, index) => index > 0 && job.updatedAt < time);
    return this.#jobs.splice(0, older < 0 ? this.#jobs.length : older);
  }
}

function changedAt({ newest }: JobQueue): string {
  return newest?.updatedAt ?? '';
}
