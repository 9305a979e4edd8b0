import type { StoreParts } from '../storeParts.ts';
import type { StoredMessage } from '../table/storedMessage.ts';
import { noisyGroups } from './noisyGroups.ts';

/** What a receive may hand out, at most `max`: oldest first, but those of noisy groups only where there is nothing else to hand out. */
export function fairly(parts: StoreParts, queue: string, max: number): StoredMessage[] {
  const { messages, depths, now } = parts;
  if (!depths.hasGroups(queue)) return messages.visible(queue, now(), max);
  const noisy = noisyGroups(parts, queue);
  const found = messages.visibleOf(queue, now(), max, { allBut: noisy });
  for (const only of noisy) {
    if (found.length < max) found.push(...messages.visibleOf(queue, now(), max - found.length, { only }));
  }
  return found;
}
