import { displaySize, type FrameSize } from '../../../media/plan/frame/frameSize.ts';
import type { Probe, VideoTrack } from '../../../media/probe/probe.ts';
import type { InputSettings } from '../settings/inputSettings.ts';
import type { VideoDescription } from '../settings/videoDescription.ts';
import { JobFailure } from './jobFailure.ts';

export type Rotation = 0 | 90 | 180 | 270;

const DEGREES = { DEGREE_0: 0, DEGREES_90: 90, DEGREES_180: 180, DEGREES_270: 270 } as const;

/** The picture, and the frame it stands in: larger where the service would letterbox. */
export interface OutputFrame {
  picture: FrameSize;
  frame: FrameSize;
}

/**
 * Sizes as the service works them out: both sides given, the picture is fitted and letterboxed (or stretched, if asked);
 * one given, the other follows the shape; none, the source's own size.
 * @param turn how far the coded picture gets turned, clockwise
 * @throws {JobFailure} 1040 when the source's own size is odd, as the service does.
 */
export function outputFrame(description: VideoDescription, source: VideoTrack, turn: Rotation): OutputFrame {
  const squared = description.codecSettings.h264Settings.parControl === 'SPECIFIED';
  const shown = displaySize({
    width: source.width,
    height: source.height,
    rotation: turn,
    pixelAspect: squared ? source.pixelAspect : 1,
  });
  const frame = frameSize(description, shown);
  if (description.scalingBehavior === 'STRETCH_TO_OUTPUT') return { picture: frame, frame };
  return { picture: fitted(shown, frame), frame };
}

/**
 * How far the service turns the picture, clockwise: not at all unless asked, whatever the file says; with AUTO as the
 * file says, of .mp4 and .mov alone.
 */
export function rotationOf(input: InputSettings, source: Probe): Rotation {
  const rotate = input.videoSelector?.rotate ?? 'DEGREE_0';
  if (rotate !== 'AUTO') return DEGREES[rotate];
  return source.container === 'mp4' || source.container === 'mov' ? source.video.rotation : 0;
}

function frameSize({ width, height }: VideoDescription, shown: FrameSize): FrameSize {
  if (width && height) return { width, height };
  if (width) return { width, height: even((width * shown.height) / shown.width) };
  if (height) return { width: even((height * shown.width) / shown.height), height };
  const own = { width: Math.round(shown.width), height: Math.round(shown.height) };
  if (own.width % 2 || own.height % 2) {
    throw new JobFailure(
      1040,
      `Invalid resolution [${own.width} x ${own.height}], only even values are supported. video_description [1].`,
    );
  }
  return own;
}

/** A frame that is off the picture's shape by rounding alone gets no bars. */
function fitted(shown: FrameSize, frame: FrameSize): FrameSize {
  const factor = Math.min(frame.width / shown.width, frame.height / shown.height);
  const size = { width: even(shown.width * factor), height: even(shown.height * factor) };
  const isRounding = frame.width - size.width <= 2 && frame.height - size.height <= 2;
  return isRounding ? frame : size;
}

function even(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}
