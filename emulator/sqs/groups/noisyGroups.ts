import type { StoreParts } from '../storeParts.ts';

/** "How Amazon SQS fair queues work", SQS developer guide: over this share of the messages in flight, and of so many at least. */
const NOISY_SHARE = 0.1;
const NOISY_IN_FLIGHT = 30;

/**
 * The groups that take more of a queue's consumers than their share, the one with the fewest messages in flight first. Their
 * messages wait while there are others: those of quiet groups, and those without a group, each of which stands for itself.
 */
export function noisyGroups({ depths, processing, now }: StoreParts, queue: string): string[] {
  const inFlight = depths.inFlightByGroup(queue, now());
  const milliseconds = processing.byGroup(queue, now());
  for (const { groupId, busyMs } of inFlight) {
    milliseconds.set(groupId, (milliseconds.get(groupId) ?? 0) + busyMs);
  }
  const counts = new Map(inFlight.map(({ groupId, count }) => [groupId, count]));
  const count = (group: string) => counts.get(group) ?? 0;
  const isCrowd = (group: string) =>
    count(group) >= NOISY_IN_FLIGHT && count(group) > NOISY_SHARE * sum(counts);
  const isSlow = (group: string) => (milliseconds.get(group) ?? 0) > NOISY_SHARE * sum(milliseconds);
  return [...new Set([...counts.keys(), ...milliseconds.keys()])]
    .filter(group => group !== null)
    .filter(group => isCrowd(group) || isSlow(group))
    .sort((a, b) => count(a) - count(b));
}

function sum(byGroup: Map<string | null, number>): number {
  return [...byGroup.values()].reduce((all, one) => all + one, 0);
}
