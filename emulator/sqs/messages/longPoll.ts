import type { VisibilityWatch } from './visibilityWatch.ts';

/** Tries `receive` at once and again each time that the queue has something, until it brings some or time is up. */
export async function longPoll<Message>(
  watch: VisibilityWatch,
  poll: { queue: string; waitSeconds: number; signal?: AbortSignal | undefined; receive: () => Message[] },
): Promise<Message[]> {
  let messages = poll.receive();
  if (messages.length > 0 || poll.waitSeconds === 0) return messages;
  const patience = new AbortController();
  const stop = () => patience.abort();
  const timer = setTimeout(stop, poll.waitSeconds * 1_000);
  if (poll.signal?.aborted) stop();
  poll.signal?.addEventListener('abort', stop);
  try {
    while (messages.length === 0) {
      await watch.wait(poll.queue, patience.signal);
      // Nobody is there to take what would be received now.
      if (patience.signal.aborted || watch.closed) break;
      messages = poll.receive();
    }
  } finally {
    clearTimeout(timer);
    poll.signal?.removeEventListener('abort', stop);
  }
  return messages;
}
