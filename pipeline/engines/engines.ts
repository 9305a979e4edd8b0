import type { Settings } from '../worker/settings.ts';
import { containerEngine } from './container/containerEngine.ts';
import type { Engine } from './engine.ts';
import { ffmpegEngine } from './ffmpeg/ffmpegEngine.ts';
import { mediaConvertEngine } from './mediaconvert/mediaConvertEngine.ts';
import { segmentsEngine } from './segments/segmentsEngine.ts';

/** The engines that there are with these settings, in the order in which they are asked. */
export function enginesFor({
  segmentWorkers,
  longJobs,
}: Pick<Settings, 'segmentWorkers' | 'longJobs'>): readonly Engine[] {
  return [
    ffmpegEngine,
    ...(segmentWorkers > 0 ? [segmentsEngine] : []),
    ...(longJobs ? [containerEngine] : []),
    mediaConvertEngine,
  ];
}
