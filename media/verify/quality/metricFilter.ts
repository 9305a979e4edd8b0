import { availableParallelism } from 'node:os';
import type { VideoPreset } from '../../../presets/schema/preset.ts';

/** The file in the job's folder that scores are written into (readScores.ts reads it). */
export const METRIC_REPORT = 'quality.txt';

/** ffmpeg's filter that compares two streams, frame by frame; VMAF in as many threads as there are cores, its own default is one. */
export function metricFilter(metric: NonNullable<VideoPreset['quality']>['metric']): string {
  return metric === 'ssim'
    ? `ssim=stats_file=${METRIC_REPORT}:shortest=1`
    : `libvmaf=log_path=${METRIC_REPORT}:log_fmt=csv:shortest=1:n_threads=${availableParallelism()}`;
}
