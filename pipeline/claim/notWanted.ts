import type { Source } from '../../contract/job.ts';

/** Whoever uploaded the source wants other renditions of it. */
export class NotWanted extends Error {
  override readonly name = 'NotWanted';

  constructor({ key, wishes }: Source) {
    super(`"${key}" ${reason(wishes)}: left alone.`);
  }
}

/** A file beside a video that failed, which is tried again only where somebody wishes something else of it. */
export class NothingNew extends NotWanted {
  constructor(sidecar: string, source: Source) {
    super(source);
    this.message = `"${sidecar}" wishes nothing new of what has failed: left alone.`;
  }
}

function reason(wishes: Source['wishes']): string {
  const { renditions, without } = wishes ?? {};
  if (renditions) return `is wanted as ${renditions.join(', ')} only`;
  return `is wanted without ${without?.join(', ')}`;
}
