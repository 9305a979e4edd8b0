import { roundedUsd } from '../../../prices/cost.ts';
import { storageUsdAMonth, transferUsd } from '../../../prices/storage.ts';
import type { RenditionQuote, SourceQuote } from '../../decide/quoteSource.ts';

/** A rendition that would be made. */
export type PricedRendition = Exclude<RenditionQuote, { refusal: unknown }>;

/** What all of it comes to. */
export interface Totals {
  sources: number;
  renditions: number;
  /** Sources, or renditions of them, of which nothing would be made. */
  refused: number;
  /** Of videos whose length is known, seconds. */
  durationSeconds: number;
  usd: number;
  requestsUsd: number;
  /** If the sources are kept, too. */
  storedBytes: number;
  storageUsdAMonth: number;
  /** To bring every output out of AWS once. */
  transferUsd: number;
}

export function totalsOf(quotes: SourceQuote[]): Totals {
  const made = quotes.flatMap(pricedOf);
  const sourceBytes = sum(quotes, one => ('refusal' in one ? 0 : one.sizeBytes));
  const outputBytes = sum(made, one => one.outputBytes);
  return {
    sources: quotes.length,
    renditions: made.length,
    refused: sum(quotes, refusedIn),
    durationSeconds: sum(quotes, one => ('refusal' in one ? 0 : (one.durationSeconds ?? 0))),
    usd: roundedUsd(sum(made, one => one.usd)),
    requestsUsd: roundedUsd(sum(made, one => one.requestsUsd)),
    storedBytes: sourceBytes + outputBytes,
    storageUsdAMonth: storageUsdAMonth(sourceBytes + outputBytes),
    transferUsd: transferUsd(outputBytes),
  };
}

/** Those renditions of a source that would be made. */
export function pricedOf(quote: SourceQuote): PricedRendition[] {
  return 'refusal' in quote
    ? []
    : quote.renditions.filter((one): one is PricedRendition => !('refusal' in one));
}

/** A source that is refused as a whole is one. */
function refusedIn(quote: SourceQuote): number {
  return 'refusal' in quote ? 1 : quote.renditions.length - pricedOf(quote).length;
}

function sum<T>(all: T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
