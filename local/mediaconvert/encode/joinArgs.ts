import { hardenedInput } from '../../../media/ffmpeg/hardenedInput.ts';
import type { toFraction } from '../../../media/plan/frame/frameRate.ts';
import type { Probe } from '../../../media/probe/probe.ts';
import { streamSpecifier } from '../../../media/probe/streamId.ts';
import type { InputClipping, InputSettings } from '../settings/inputSettings.ts';
import { type AudioDescription, audioSelectorOf, type OutputSettings } from '../settings/outputGroup.ts';
import { aacArgs, channelsOf, streamOf } from './audioArgs.ts';
import { containerArgs, frameRate, PLAIN_ARGS } from './encodeArgs.ts';
import { h264Args } from './h264Args.ts';
import { outputFrame, rotationOf } from './outputFrame.ts';
import { serviceFilters } from './serviceFilters.ts';

/** An input of a job, where it lies here. */
export interface OpenedInput {
  input: InputSettings;
  source: Probe;
  path: string;
}

/** A stretch of an input: its frames by their numbers from 0, the last one included. */
interface Stretch extends OpenedInput {
  first: number;
  last: number;
  seconds: number;
  startSeconds: number;
}

/** Whether a job is more than one input from its beginning to its end. */
export function isJoined(inputs: InputSettings[]): boolean {
  return inputs.length > 1 || inputs.some(({ inputClippings = [] }) => inputClippings.length > 0);
}

/** How long all stretches of a job's inputs are together, seconds. */
export function joinedSeconds(inputs: OpenedInput[]): number {
  return stretchesOf(inputs).reduce((sum, { seconds }) => sum + seconds, 0);
}

/**
 * ffmpeg's arguments for one output of a job whose inputs are clipped, or several: one behind the other, each as long as its
 * frames are, and silent where it has no sound.
 * @throws {JobFailure} as encodeArgs.
 */
export function joinArgs(inputs: OpenedInput[], output: OutputSettings, path: string): string[] {
  const stretches = stretchesOf(inputs);
  const [description] = output.audioDescriptions ?? [];
  const settings = output.videoDescription.codecSettings.h264Settings;
  const fps = frameRate(settings, (inputs[0] as OpenedInput).source.video);
  const parts = stretches.map((stretch, at) => [
    pictureChain(stretch, at, output, fps),
    ...(description ? [soundChain(stretch, at, description)] : []),
  ]);
  const labels = stretches.map((_, at) => (description ? `[v${at}][a${at}]` : `[v${at}]`));
  const streams = description ? 'v=1:a=1[picture][sound]' : 'v=1:a=0[picture]';
  const graph = [...parts.flat(), `${labels.join('')}concat=n=${stretches.length}:${streams}`];
  return [
    ...PLAIN_ARGS,
    ...stretches.flatMap(stretch => hardenedInput(stretch.path)),
    ...['-filter_complex', graph.join(';'), '-map', '[picture]', ...h264Args(settings, fps)],
    ...(description ? ['-map', '[sound]', ...aacArgs(description, 0)] : []),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '1024'],
    ...containerArgs(output),
    `file:${path}`,
  ];
}

function stretchesOf(inputs: OpenedInput[]): Stretch[] {
  return inputs.flatMap(opened => {
    const { inputClippings = [] } = opened.input;
    return (inputClippings.length > 0 ? inputClippings : [{}]).map(clipping => stretchOf(opened, clipping));
  });
}

/** Without an end the input goes on to its own. */
function stretchOf(opened: OpenedInput, { startTimecode, endTimecode }: InputClipping): Stretch {
  const { video, durationSeconds } = opened.source;
  const rate = frameRate({}, video);
  const fps = rate.num / rate.den;
  const frames = Math.round((video.durationSeconds ?? durationSeconds ?? 0) * fps);
  const first = startTimecode === undefined ? 0 : frameOf(startTimecode, fps);
  const last = Math.min(endTimecode === undefined ? frames - 1 : frameOf(endTimecode, fps), frames - 1);
  return { ...opened, first, last, seconds: Math.max(0, last + 1 - first) / fps, startSeconds: first / fps };
}

/** A second has as many frames as the rate rounds to. */
function frameOf(timecode: string, fps: number): number {
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecode.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * Math.round(fps) + frames;
}

/** Frames are counted as they come out of the decoder, as the service does: all ahead of the clip are decoded. */
function pictureChain(
  { input, source, first, last }: Stretch,
  at: number,
  { videoDescription }: OutputSettings,
  fps: ReturnType<typeof toFraction>,
): string {
  const turn = rotationOf(input, source);
  const size = outputFrame(videoDescription, source.video, turn);
  const filters = [
    `trim=start_frame=${first}:end_frame=${last + 1}`,
    'setpts=PTS-STARTPTS',
    ...serviceFilters(videoDescription, source.video, { turn, size, fps }),
  ];
  return `[${at}:${streamSpecifier('V', source.video)}]${filters.join(',')}[v${at}]`;
}

/** As long as the pictures, so that what follows stays with its own. */
function soundChain(
  { input, source, startSeconds, seconds }: Stretch,
  at: number,
  description: AudioDescription,
): string {
  const { sampleRate } = description.codecSettings.aacSettings;
  const layout = `aformat=sample_fmts=fltp:sample_rates=${sampleRate}:channel_layouts=${channelsOf(description)}`;
  const selector = audioSelectorOf(input, description);
  if (!selector || !source.audio) return `anullsrc=r=${sampleRate},atrim=end=${seconds},${layout}[a${at}]`;
  const filters = [
    `atrim=start=${startSeconds}:end=${startSeconds + seconds}`,
    `asetpts=PTS-${startSeconds}/TB`,
    'aresample=async=1:first_pts=0:rematrix_maxval=1',
    ...['apad', `atrim=end=${seconds}`, layout],
  ];
  return `[${at}:${streamOf(selector).slice(2)}]${filters.join(',')}[a${at}]`;
}
