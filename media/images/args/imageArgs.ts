import type { ImagePreset } from '../../../presets/schema/preset.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { ImagePlan } from '../plan/planImages.ts';
import type { PlannedImage } from '../plan/planShots.ts';
import type { Footage } from './footage.ts';
import { type Entry, from, onTimeline, openedAt, picture } from './footageArgs.ts';
import { imageFilters } from './imageFilters.ts';
import { imageCodec, written } from './imageOutputArgs.ts';

/** A stretch of the source's timeline, seconds. */
export interface Span {
  start: number;
  end: number;
}

/** The most frames one look takes in, whatever rate a file claims. */
const MAX_LOOK_FRAMES = 1_000;

/** Writes each frame's brightness into the file `report` (readLook.ts reads it). */
export function brightnessArgs(
  plan: ImagePlan,
  footage: Footage,
  entry: Entry,
  { start, end }: Span,
  report: string,
): string[] {
  const filters = [
    `trim=start=${start.toFixed(6)}:end=${end.toFixed(6)}`,
    // Small, since brightness is all that is asked; 8 bits, so that the figures mean the same for every source.
    'scale=160:90:flags=fast_bilinear',
    'format=yuv420p',
    'signalstats',
    `metadata=mode=print:file=${report}`,
  ];
  return [
    // One chain throughout, or a picture size that changes in mid-stream starts the report anew; scale takes any size.
    ...['-reinit_filter', '0', ...openedAt(plan, footage, entry)],
    ...['-map', picture(plan, footage), '-vf', [...onTimeline(plan, footage), ...filters].join(',')],
    ...['-fps_mode', 'passthrough', '-frames:v', String(MAX_LOOK_FRAMES), '-f', 'null', '-'],
  ];
}

/** Takes the frame of a moment in every planned size. */
export function grabArgs(
  plan: ImagePlan,
  footage: Footage,
  { entry, seconds }: { entry: Entry; seconds: number },
  images: PlannedImage[],
): string[] {
  const filtersTo = (image: PlannedImage) => [
    ...[...onTimeline(plan, footage), from(seconds)],
    ...imageFilters(plan.video, image, plan.format),
  ];
  return [
    ...openedAt(plan, footage, entry),
    ...images.flatMap(image => [
      ...['-map', picture(plan, footage), '-vf', filtersTo(image).join(','), '-frames:v', '1'],
      ...[...imageCodec(plan), ...written(image.name)],
    ]),
  ];
}

/** Decodes every image and writes what came out of it into the file `report` (verifyImages.ts reads it). */
export function checkArgs(names: string[], format: ImagePreset['format'], report: string): string[] {
  const demuxer = format === 'jpeg' ? 'jpeg_pipe' : 'webp_pipe';
  return [
    ...[...quietArgs(), '-xerror'],
    ...names.flatMap(name => ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${name}`]),
    ...names.flatMap((_, index) => ['-map', `${index}:v:0`]),
    ...['-c:v', 'rawvideo', '-f', 'framecrc', `file:${report}`],
  ];
}
