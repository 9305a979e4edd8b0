import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import type { Awaited, Wait } from './wait.ts';

/** A notification may take some seconds from S3 to the queue: only what is missing in two looks is given up. */
const QUEUE_LOOK_MS = 30_000;

/**
 * Gives up what nobody has begun while its queue is empty: its notification is lost or lies in the DLQ. To be asked at
 * each poll; it looks at the queues rarely.
 */
export function queueChecker(
  wait: Pick<Wait, 'waitingMessages' | 'queueLookMs'>,
): (unbegun: Awaited[]) => Promise<void> {
  const lookMs = wait.queueLookMs ?? QUEUE_LOOK_MS;
  let nextAt = performance.now() + lookMs;
  let emptyBefore = new Set<string>();
  return async unbegun => {
    if (performance.now() < nextAt) return;
    nextAt = performance.now() + lookMs;
    const empty = new Set<string>();
    for (const rendition of new Set(unbegun.map(one => one.rendition))) {
      if ((await wait.waitingMessages(rendition)) === 0) empty.add(rendition);
    }
    const lost = unbegun.find(({ rendition }) => empty.has(rendition) && emptyBefore.has(rendition));
    if (lost) throw neverBegun(lost);
    emptyBefore = empty;
  };
}

function neverBegun({ source, rendition }: Awaited): CommandError {
  const key = printable(source.key);
  return new CommandError(
    1,
    `Nobody has begun with ${key} ${rendition} and no message for it is in the queue: look into the DLQ, or ask again with "npx fanreel publish".`,
  );
}
