/** What is to be done, and who is there to do it. */
export interface Load {
  /** Messages that anybody could take now. One that is put off, or in somebody's hands, is none. */
  waiting: number;
  /** Workers that have a message. */
  busy: number;
}

/** How far a rendition's workers may go. */
export interface ScalingLimits {
  maxWorkers: number;
  /** A worker more for so many messages that wait; at least one. */
  messagesAWorker: number;
}

/**
 * How many workers there should be: those that have a message, and for those that wait one for each so many. Counted are workers and
 * not messages in flight, since SQS counts those among them that are put off for a while, for which no worker can do anything.
 * Whoever has a message stays, also where there are more than there should be; with nothing to do there is none.
 */
export function desiredWorkers(
  { waiting, busy }: Load,
  { maxWorkers, messagesAWorker }: ScalingLimits,
): number {
  const more = Math.ceil(waiting / messagesAWorker);
  return Math.max(busy, Math.min(maxWorkers, busy + more));
}
