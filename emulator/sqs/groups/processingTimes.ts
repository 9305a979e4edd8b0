import type { StoredMessage } from '../table/storedMessage.ts';

/** Consumer time that is older than this tells nothing of now, milliseconds: AWS forgets a group after 5 minutes without sends. */
const RECENT_MS = 300_000;

/** One message that was worked on and is done. */
interface Processed {
  groupId: string | null;
  milliseconds: number;
  endedAt: number;
}

/** How long consumers have recently worked on the messages of each group; in memory, as it only bears on an order. */
export class ProcessingTimes {
  readonly #byQueue = new Map<string, Processed[]>();

  /** A message that is done now. */
  add(
    queue: string,
    { groupId, receivedAt }: Pick<StoredMessage, 'groupId' | 'receivedAt'>,
    now: number,
  ): void {
    const processed = { groupId, milliseconds: now - (receivedAt ?? now), endedAt: now };
    this.#byQueue.set(queue, [...this.#recent(queue, now), processed]);
  }

  /** Milliseconds by group. */
  byGroup(queue: string, now: number): Map<string | null, number> {
    const sums = new Map<string | null, number>();
    for (const { groupId, milliseconds } of this.#recent(queue, now)) {
      sums.set(groupId, (sums.get(groupId) ?? 0) + milliseconds);
    }
    return sums;
  }

  #recent(queue: string, now: number): Processed[] {
    return (this.#byQueue.get(queue) ?? []).filter(({ endedAt }) => now - endedAt < RECENT_MS);
  }
}
