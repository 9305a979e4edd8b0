import type { Source } from '../../contract/job.ts';

/** Whoever uploaded the source wants other renditions of it. */
export class NotWanted extends Error {
  override readonly name = 'NotWanted';

  constructor({ key, wishes }: Source) {
    super(`"${key}" is wanted as ${wishes?.renditions?.join(', ')} only: left alone.`);
  }
}
