import { clipRefusal } from '../../media/clips/mediaconvert/clipRefusal.ts';
import { clipSettings } from '../../media/clips/mediaconvert/clipSettings.ts';
import { pictureStart } from '../../media/clips/mediaconvert/pictureStart.ts';
import type { ClipPlan } from '../../media/clips/plan/clipPlan.ts';
import type { Prepared } from '../kinds/prepared.ts';
import type { ClipCut } from './find/clipCut.ts';

/**
 * How MediaConvert is asked for a clip, or why it cannot make it. For that each source's index is read once more, and so only
 * for what does not fit the function.
 */
export async function managedClip(
  { sources }: Pick<ClipCut, 'sources'>,
  plan: ClipPlan,
): Promise<NonNullable<Prepared['managed']>> {
  const starts = await Promise.all(sources.map(source => pictureStart(source, plan.endsWithSource)));
  const elsewhere = sources.some(({ overHttp }) => overHttp)
    ? 'a recording is had from an API, where MediaConvert does not read'
    : null;
  return {
    refusal:
      elsewhere ??
      clipRefusal(
        plan,
        sources.map(({ probe }) => probe),
        starts,
      ),
    settings: destination =>
      clipSettings(
        plan,
        sources.map(({ probe, source: { bucket, key } }, at) => ({
          ...{ probe, url: `s3://${bucket}/${key}`, startSeconds: starts[at] ?? 0 },
        })),
        destination,
      ),
  };
}
