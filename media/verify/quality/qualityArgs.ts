import { videoDecoderArgs } from '../../ffmpeg/decode/videoDecoderArgs.ts';
import type { Measured } from '../../ffmpeg/ffmpegArgs.ts';
import { videoFilters } from '../../ffmpeg/filters/videoFilters.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { oneChainArgs } from '../../ffmpeg/oneChain.ts';
import { progressArgs } from '../../ffmpeg/progressArgs.ts';
import { quietArgs } from '../../ffmpeg/quietArgs.ts';
import type { Plan } from '../../plan/plan.ts';
import { streamSpecifier } from '../../probe/streamId.ts';
import { metricFilter } from './metricFilter.ts';

/**
 * Compares an output with its source put through the very filters that the output was made with, frame by frame on
 * the output's own grid.
 */
export function qualityArgs(
  plan: Plan,
  { metric }: NonNullable<Plan['quality']>,
  measured: Measured,
  files: { input: string; output: string },
): string[] {
  const { video } = plan;
  const onGrid = `fps=${video.fps.num}/${video.fps.den}:start_time=0,format=yuv420p`;
  const meant = videoFilters(plan, measured);
  const graph = [
    `[0:V:0]${onGrid}[made]`,
    `[1:${streamSpecifier('V', video)}]${[...meant, 'format=yuv420p'].join(',')}[meant]`,
    `[made][meant]${metricFilter(metric)}`,
  ];
  return [
    ...[...quietArgs(), ...progressArgs(), ...hardenedInput(files.output)],
    ...[...videoDecoderArgs(plan), ...oneChainArgs(video), ...hardenedInput(files.input, measured.opened)],
    ...['-filter_complex', graph.join(';'), '-f', 'null', '-'],
  ];
}
