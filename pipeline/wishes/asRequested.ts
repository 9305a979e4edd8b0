import type { OriginalMessage, Source } from '../../contract/job.ts';
import { firstSentAt } from '../../contract/messages/request.ts';
import { takeWish } from '../../contract/wishes/takeWish.ts';
import { alsoWished, knownHook } from '../../contract/wishes/wishesOf.ts';
import type { WishReading } from '../../contract/wishes/wishSettings.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Webhooks } from '../ports/statuses.ts';

/** A source as one rendition has to make it: with what the last request has wished besides. */
export async function asRequested(
  source: Source,
  rendition: string,
  ledger: Pick<Ledger, 'requested'>,
): Promise<Source> {
  return alsoWished(source, await ledger.requested(source, rendition));
}

/** The same, of a request that brings a wish, which stands from then on, unless a later one has come before it. */
export async function asNowRequested(
  source: Source,
  { rendition, wish, message }: { rendition: string; wish: unknown; message: OriginalMessage },
  { renditions }: Pick<WishReading, 'renditions'>,
  { ledger, webhooks }: { ledger: Pick<Ledger, 'request'>; webhooks: Webhooks },
): Promise<Source> {
  const wishing = { from: 'the request', renditions };
  const read = await knownHook(takeWish(wish, wishing), wishing, name => webhooks.knows(name));
  const sentAt = firstSentAt(message);
  const mark = { id: message.id, ...(sentAt !== undefined && { sentAt }) };
  return alsoWished(source, await ledger.request(source, rendition, read, mark));
}
