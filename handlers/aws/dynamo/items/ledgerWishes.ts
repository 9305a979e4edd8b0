import type { MessageMark, Source } from '../../../../contract/job.ts';
import { readRequested, requestedKey, writeRequested } from '../../../../contract/wishes/requestedWish.ts';
import type { ReadWish } from '../../../../contract/wishes/takeWish.ts';
import type { LedgerItems } from './ledgerItems.ts';

/** What requests have wished, in the ledger's table. */
export class LedgerWishes {
  readonly #items: Pick<LedgerItems, 'getItem' | 'put' | 'expiresAt'>;

  constructor(items: Pick<LedgerItems, 'getItem' | 'put' | 'expiresAt'>) {
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
}
