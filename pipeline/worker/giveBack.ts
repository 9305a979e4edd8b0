import { WorkError } from '../../failures/workError.ts';
import type { Leaving } from './queueMessage.ts';

/** Work under way, as its lease knows it. */
export interface Endable {
  /** Until it is done, seconds; null before anybody knows. */
  readonly secondsLeft: number | null;
  end(reason: Error): void;
}

/**
 * Ends work when its worker is told to end, unless what is left of it fits into the worker's grace time; what
 * takes longer than it seemed is ended with that. Returns how to stop listening.
 */
export function giveBack(work: Endable, leaving: Leaving | undefined): () => void {
  if (!leaving) return () => {};
  const { signal, graceSeconds } = leaving;
  let timer: NodeJS.Timeout | undefined;
  const end = () => work.end(new WorkError('worker-stopped'));
  const decide = () => {
    const { secondsLeft } = work;
    if (secondsLeft === null || secondsLeft > graceSeconds) end();
    else timer = setTimeout(end, graceSeconds * 1_000);
  };
  if (signal.aborted) decide();
  else signal.addEventListener('abort', decide, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', decide);
  };
}
