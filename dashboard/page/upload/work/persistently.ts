import { Refusal } from '../../address/call.ts';

/** Between two tries, milliseconds; the last for ever. */
export const PAUSES_MS = [500, 1_000, 2_000, 5_000, 10_000, 15_000];

export interface Persistence {
  signal: AbortSignal;
  /** Hears that a try failed, and that one went well. */
  line?(isBroken: boolean): void;
}

/** Asks until there is an answer: a broken line and a stack that is away pass. @throws {Refusal} that will not change. */
export async function persistently<T>(ask: () => Promise<T>, { signal, line }: Persistence): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    signal.throwIfAborted();
    try {
      const answer = await ask();
      line?.(false);
      return answer;
    } catch (error) {
      if (isFinal(error) || signal.aborted) throw error;
      line?.(true);
      await wait(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0, signal);
    }
  }
}

/** Not of a line that broke, nor of a server that could not reach S3. */
export function isFinal(error: unknown): boolean {
  return error instanceof Refusal ? error.status < 500 : !(error instanceof TypeError);
}

/** A network that comes back is a reason to try at once. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
