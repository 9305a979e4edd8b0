import { Duration } from 'aws-cdk-lib';
import type { Profile } from '../../profiles/schema/profile.ts';

/**
 * After how long a message is late in a queue that containers work: its age counts while it is worked on, and one before it may take
 * as long.
 */
export function lateInContainers({ containers }: Pick<Profile, 'containers'>): Duration {
  return Duration.seconds(2 * (containers?.timeoutSeconds ?? 0));
}

/** What a person reads when one is. */
export function waitsForContainers(queue: string): string {
  return `Work for ${queue} waits longer than two jobs may take. Look whether its containers start, and read their log; raise containers.maxWorkers in the profile if work simply comes faster.`;
}
