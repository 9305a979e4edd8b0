import { setTimeout as wait } from 'node:timers/promises';

/** A look rests so many times as long as it took: it has at most a twentieth of a core, however slow the stack is. */
const REST = 20;

export interface Repeated {
  /** Between the end of one look and the next at least, milliseconds. */
  everyMs: number;
  look(): Promise<void>;
  /** Hears of each look's end: of an error, or null. */
  ended(error: unknown): void;
}

/** Whoever watches is told of what changed after that time at the latest, milliseconds. */
const MAX_REST_MS = 30_000;

/** Looks again and again until the signal aborts; an error is told and the next look tries again. */
export async function repeat({ everyMs, look, ended }: Repeated, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const begun = performance.now();
    const error = await look().then(
      () => null,
      (reason: unknown) => reason,
    );
    if (signal.aborted) return;
    ended(error);
    const took = performance.now() - begun;
    // An error may have taken its time by waiting.
    const rest = error === null ? Math.min(MAX_REST_MS, Math.max(everyMs, REST * took)) : everyMs;
    await wait(rest, undefined, { signal, ref: false }).catch(() => {});
  }
}
