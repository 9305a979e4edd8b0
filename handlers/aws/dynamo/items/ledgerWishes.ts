import type { Job, MessageMark, Source } from '../../../../contract/job.ts';
import { jobOf } from '../../../../contract/jobOf.ts';
import { readRequested, requestedKey, writeRequested } from '../../../../contract/wishes/requestedWish.ts';
import type { ReadWish } from '../../../../contract/wishes/takeWish.ts';
import type { Change, LedgerItems } from './ledgerItems.ts';

/** Between a look at a job and a write it may have come to its end, and been begun anew; not for ever. */
const MAX_TRIES = 4;

/** What is wished of jobs' sources, in the ledger's table. */
export class LedgerWishes {
  readonly #items: LedgerItems;

  constructor(items: LedgerItems) {
    this.#items = items;
  }

  async last(source: Source, rendition: string): Promise<ReadWish | null> {
    return readRequested(await this.#items.getItem(requestedKey(source, rendition)));
  }

  /** Of two requests that were sent within a millisecond, either is the later one, and for everybody the same. */
  async keep(source: Source, rendition: string, wish: ReadWish, message: MessageMark): Promise<ReadWish> {
    const key = requestedKey(source, rendition);
    const item = writeRequested(key, wish, message, this.#items.expiresAt());
    const isLater = {
      expression:
        'attribute_not_exists(sentAt) OR sentAt < :sentAt OR (sentAt = :sentAt AND messageId <= :messageId)',
      values: { ':sentAt': item.sentAt, ':messageId': item.messageId },
    };
    if (await this.#items.put(item, isLater)) return wish;
    return (await this.last(source, rendition)) ?? wish;
  }

  /**
   * Puts what is wished now into a job's item. Of one that goes on `updatedAt` stays: by that its worker knows it again. One that
   * failed is told of as it is tried again.
   */
  async write({ jobId }: Pick<Job, 'jobId'>, source: Source): Promise<Job | null> {
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const job = await this.#items.get(jobId);
      if (!job) return null;
      const item = await this.#items.updated({ jobId }, wished(job, source), {
        expression: '#state = :state',
        names: { '#state': 'state' },
        values: { ':state': job.state },
      });
      if (item) return jobOf(item);
    }
    return null;
  }
}

function wished({ state, batch }: Job, source: Source): Change {
  const { batch: now } = source.wishes ?? {};
  const isOver = state === 'complete' || state === 'dropped';
  const at = new Date().toISOString();
  return {
    set: {
      ...{ source, batch: now, wishedAt: at },
      ...(isOver && { untold: 'yes', updatedAt: at }),
    },
    remove: batch !== undefined && now === undefined ? ['batch'] : [],
  };
}
