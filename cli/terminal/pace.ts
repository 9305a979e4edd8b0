import { setTimeout as wait } from 'node:timers/promises';

/** Lets no more through a second than that; each waits for its turn. @throws what the signal was aborted with. */
export function pace(perSecond: number, signal?: AbortSignal): () => Promise<void> {
  let next = performance.now();
  return async () => {
    const turn = Math.max(next, performance.now());
    next = turn + 1_000 / perSecond;
    const ms = turn - performance.now();
    if (ms > 0) await wait(ms, undefined, { signal });
    signal?.throwIfAborted();
  };
}
