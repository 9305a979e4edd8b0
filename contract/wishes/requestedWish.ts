import { createHash } from 'node:crypto';
import type { MessageMark, Source } from '../job.ts';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';
import type { ReadWish } from './takeWish.ts';

/**
 * What the last request with wishes has wished of one version of a source, for one rendition: an item of its own in the ledger's
 * table, so that whatever message comes next, late ones of before it too, finds the same wish.
 */
export function requestedKey(
  { bucket, key, version }: Pick<Source, 'bucket' | 'key' | 'version'>,
  rendition: string,
): { jobId: string } {
  const identity = JSON.stringify([bucket, key, version, rendition]);
  return {
    [LEDGER_KEY]: `requested/${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`,
  };
}

/** That item, of the message that brought it. It expires at `expiresAt`, seconds since 1970. */
export function writeRequested(
  key: { jobId: string },
  wish: ReadWish,
  { id, sentAt = new Date().toISOString() }: MessageMark,
  expiresAt: number,
) {
  return { ...key, [EXPIRES_AT]: expiresAt, wish, messageId: id, sentAt };
}

/** The wish in such an item, as any version of the code may have written it; null where there is none. */
export function readRequested(item: Record<string, unknown> | undefined): ReadWish | null {
  return (item?.wish as ReadWish | undefined) ?? null;
}
