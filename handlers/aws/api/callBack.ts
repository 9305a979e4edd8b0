import { writeClipResult } from '../../../contract/messages/clipResult.ts';
import type { Status } from '../../../contract/messages/status.ts';
import type { ApiClient } from './apiClient.ts';

/** The longest pause between two call-backs, seconds. */
const LONGEST_PAUSE = 900;

/**
 * Tells the API what came of a clip, once; a status of something else is nothing to tell. What comes twice is known by its
 * key, and what comes late by its time: each is told until it is taken, whatever was told since.
 * @throws {WorkError} as the client does.
 */
export async function callBack(
  client: ApiClient,
  path: string | undefined,
  { clip, state, jobId, attempt, at }: Pick<Status, 'clip' | 'state' | 'jobId' | 'attempt' | 'at'>,
): Promise<void> {
  if (!clip || path === undefined) return;
  await client.askOnce({
    method: 'POST',
    url: client.url(path),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': [jobId, attempt, state].join('/'),
      'x-fanreel-at': at,
    },
    body: writeClipResult(clip),
  });
}

/** How long after its `receives`-th try a call-back is tried again: the first pause, doubled each time; seconds. */
export function pauseAfter(receives: number, firstSeconds: number): number {
  return Math.min(LONGEST_PAUSE, firstSeconds * 2 ** (receives - 1));
}
