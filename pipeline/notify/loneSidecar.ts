import type { Wishes } from '../../contract/wishes/wishes.ts';
import { failureOf } from '../../failures/failure.ts';
import type { SourceNews } from '../ports/statuses.ts';
import { toldId } from './toldId.ts';

/** A file of wishes, in one version of it, beside which there is no video. */
export interface LoneSidecar {
  bucket: string;
  key: string;
  version: string;
  /** The key of the video that it was to be for. */
  video: string;
  /** What it wishes, as far as it could be taken. */
  wishes?: Wishes;
}

/** The source event of such a file; of the same version of it the same, however often it is told. */
export function loneSidecarNews(
  { bucket, key, version, video, wishes }: LoneSidecar,
  now = new Date(),
): SourceNews {
  const source = { bucket, key, version };
  const failure = failureOf('wish-without-video', {
    class: 'input',
    message: `The wishes in "${key}" are for "${video}", which was not uploaded.`,
  });
  return {
    id: toldId(source, failure.code),
    at: now.toISOString(),
    state: 'failed',
    source,
    revision: 1,
    renditions: [],
    failure,
    ...(wishes && { wishes }),
  };
}
