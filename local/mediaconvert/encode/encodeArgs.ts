import { hardenedInput } from '../../../media/ffmpeg/hardenedInput.ts';
import { type FrameRate, toFraction } from '../../../media/plan/frame/frameRate.ts';
import type { Probe, VideoTrack } from '../../../media/probe/probe.ts';
import { streamSpecifier } from '../../../media/probe/streamId.ts';
import type { H264Settings } from '../settings/h264Settings.ts';
import type { InputSettings } from '../settings/inputSettings.ts';
import type { OutputSettings } from '../settings/outputGroup.ts';
import { audioArgs } from './audioArgs.ts';
import { h264Args } from './h264Args.ts';
import { JobFailure } from './jobFailure.ts';
import { outputFrame, rotationOf } from './outputFrame.ts';
import { serviceFilters } from './serviceFilters.ts';

/** What every run begins with. */
export const PLAIN_ARGS = [
  '-nostdin',
  '-hide_banner',
  '-v',
  'error',
  '-nostats',
  '-progress',
  'pipe:1',
  '-y',
];

/**
 * ffmpeg's arguments for one output of a job, from the settings sent and what the source holds.
 * @throws {JobFailure} 1040 when a setting follows something that the source does not tell.
 */
export function encodeArgs(
  input: InputSettings,
  output: OutputSettings,
  source: Probe,
  files: { input: string; output: string },
): string[] {
  const { video } = source;
  const description = output.videoDescription;
  const settings = description.codecSettings.h264Settings;
  const turn = rotationOf(input, source);
  const size = outputFrame(description, video, turn);
  const fps = frameRate(settings, video);
  return [
    ...PLAIN_ARGS,
    ...hardenedInput(files.input),
    ...['-map', `0:${streamSpecifier('V', video)}`],
    ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-vf', serviceFilters(description, video, { turn, size, fps }).join(',')],
    ...h264Args(settings, fps),
    // The service fails no job for a silent input: the output has no audio either.
    ...(source.audio ? audioArgs(input, output.audioDescriptions ?? []) : []),
    ...['-max_muxing_queue_size', '1024'],
    ...containerArgs(output),
    `file:${files.output}`,
  ];
}

/** The service's words for it. */
export function noVideo(url: string): string {
  return `Your input file [${url}] doesn't have video that the transcoder can consume. Check your input video codec against the list of supported input video codec and container combinations.`;
}

/** The output's rate: what is asked for, or the source's own. */
export function frameRate(
  settings: Pick<H264Settings, 'framerateControl' | 'framerateNumerator' | 'framerateDenominator'>,
  video: VideoTrack,
): FrameRate {
  const { framerateControl, framerateNumerator: num = 0, framerateDenominator: den = 1 } = settings;
  if (framerateControl === 'SPECIFIED') return { num, den };
  if (video.fps !== null) return toFraction(video.fps);
  throw new JobFailure(
    1040,
    'Frame rate is set to follow, but there is no frame rate information in the input stream info',
  );
}

/** An MP4, its index in front where that is asked for. */
export function containerArgs({ containerSettings }: OutputSettings): string[] {
  const placement = containerSettings.mp4Settings?.moovPlacement;
  return [...(placement === 'PROGRESSIVE_DOWNLOAD' ? ['-movflags', '+faststart'] : []), '-f', 'mp4'];
}
