import type { Queue } from './queueTable.ts';
import type { StoreParts } from './storeParts.ts';

/** Drops what is past the queue's retention, counted from the first send: a dead letter keeps the time it was sent. */
export function expireMessages({ messages, now }: StoreParts, { name, settings }: Queue): void {
  messages.deleteSentBefore(name, now() - settings.retentionSeconds * 1_000);
}
