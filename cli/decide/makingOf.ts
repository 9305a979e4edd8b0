import type { Prepared } from '../../pipeline/kinds/prepared.ts';

/** What a rendition would be, in pixels: of images those of the largest. */
export interface Making {
  /** The container of a video, the format of images. */
  format: string;
  width: number;
  height: number;
  /** Files: of images as many as there are moments and sizes, and a sheet. */
  count: number;
}

/** What is planned, without how. */
export function makingOf(plan: Prepared['plan']): Making {
  if (plan.kind === 'clip') return makingOf(plan.output);
  if (plan.kind === 'video') {
    const { width, height } = plan.video;
    return { format: plan.container, width, height, count: 1 };
  }
  const images = plan.shots.flatMap(shot => shot.images);
  const [largest] = images.toSorted((a, b) => b.width - a.width);
  const { width, height } = largest ?? plan.sprite?.tile ?? { width: 0, height: 0 };
  return { format: plan.format, width, height, count: images.length + (plan.sprite ? 1 : 0) };
}
