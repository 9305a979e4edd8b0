import { checkedKey } from '../keys/checkedKey.ts';
import type { ClipRequest } from '../messages/clip.ts';
import type { SIZE } from '../messages/clipResult.ts';

/** The video of a clip, below its key; beside it its pictures and its manifest. */
export const CLIP_FILE = 'clip.mp4';

/** Where clips of parts lie, which have no camera. No camera's name has a slash. */
const PARTS = 'parts';

/** What a clip's files lie below in the bucket of clips, and its job's source is called. @throws {WorkError} as checkedKey. */
export function clipKey({ clipId, span }: Pick<ClipRequest, 'clipId' | 'span'>): string {
  return checkedKey(`${'camera' in span ? span.camera : PARTS}/${clipId}`);
}

/** The name of a clip's picture of this width, or of all of them as a pattern. */
export function thumbnailName(width: number | typeof SIZE, suffix: string): string {
  return `thumbnail_${width}${suffix}`;
}
