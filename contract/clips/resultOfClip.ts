import type { Output } from '../job.ts';
import type { JobState } from '../jobState.ts';
import { imageKey } from '../keys/imageKey.ts';
import { type ClipEnd, type ClipResult, clipResultOf, SIZE } from '../messages/clipResult.ts';
import { CLIP_FILE, clipKey, thumbnailName } from './clipKeys.ts';
import type { ClipStory } from './clipStory.ts';

/** What is told of a job's clip; null where nothing is to be told of its state. */
export function resultOfClip({
  clip,
  state,
  output,
  failure,
  outputBucket,
}: {
  clip: ClipStory;
  state: JobState;
  output?: Output | undefined;
  failure?: { message: string } | undefined;
  outputBucket: string;
}): ClipResult | null {
  const waitsFor = state === 'pending' ? clip.waits.at(-1)?.missing : undefined;
  return clipResultOf({
    ...{ request: clip, state, bucket: outputBucket, baseUrl: clip.bucketUrl, gaps: clip.gaps },
    reason: clip.why ?? waitsFor ?? failure?.message,
    ...(state === 'complete' && output && { files: filesOf(clip, output) }),
  });
}

function filesOf(story: ClipStory, output: Output): ClipEnd['files'] {
  const at = (name: string) => imageKey(clipKey(story), name);
  const { widths = [], suffix = '.jpg' } = output.clip ?? {};
  return {
    key: at(CLIP_FILE),
    ...(widths.length > 0 && { thumbnail: { key: at(thumbnailName(SIZE, suffix)), sizes: widths } }),
  };
}
