import { setTimeout as wait } from 'node:timers/promises';

/** Before a part is sent again, milliseconds: after the SDK's own tries, which are over within a second. */
const PAUSES_MS = [1_000, 3_000, 10_000, 30_000];

/** Statuses of S3 that may pass. */
const MAY_PASS = new Set([408, 429, 500, 502, 503, 504]);

/** Asks again where the line broke or S3 is busy. @throws the last error. */
export async function persistently<T>(
  request: () => Promise<T>,
  signal?: AbortSignal,
  pausesMs = PAUSES_MS,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await request();
    } catch (error) {
      const pause = pausesMs[tries];
      if (pause === undefined || signal?.aborted || !mayPass(error)) throw error;
      await wait(pause, undefined, { signal });
    }
  }
}

/** An error without an answer is one of the line. */
function mayPass(error: unknown): boolean {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return status === undefined || MAY_PASS.has(status);
}
