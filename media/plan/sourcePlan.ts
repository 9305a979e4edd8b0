import { checkAmount, checkLimits } from '../accepted.ts';
import type { Clock } from '../containers/clock.ts';
import type { Crop } from '../containers/crop.ts';
import type { Turn } from '../containers/turn.ts';
import type { Probe, VideoTrack } from '../probe/probe.ts';
import type { StreamName } from '../probe/streamId.ts';
import type { SoundStream } from '../probe/tracks/audioTrack.ts';
import { checkCodec } from '../probe/tracks/takenCodecs.ts';
import { checkColours } from './colour/checkColours.ts';
import { type ColourChoice, type ColourPlan, chooseColour } from './colour/colour.ts';
import type { Decision } from './decision.ts';
import { chooseFrameRate, type FrameRate, type FrameRateChoice, fpsOf } from './frame/frameRate.ts';
import { type ExpectedDuration, expectedDuration } from './sourceDuration.ts';

/** How the pictures of a source become what is to be seen, in whatever size. */
export interface PicturePlan extends StreamName, Turn {
  /** The grid of the output. */
  fps: FrameRate;
  /** Which part of the coded picture is seen; null where it is the whole. */
  crop: Crop | null;
  /** Width of a pixel of the source, as it lies, over its height. */
  pixelAspect: number;
  deinterlace: boolean;
  toneMap: boolean;
  /** Samples over 0-255 in, 16-235 out. */
  narrowRange: boolean;
  colour: ColourPlan;
  /** The stream names its colours, and none that has a meaning for its matrix. */
  matrixUnnamed: boolean;
}

/** What is decided on a source, whatever is made of it. */
export interface SourcePlan {
  video: PicturePlan;
  /** Null where there is none to take. */
  audio: SoundStream | null;
  /** As `Probe.incomplete`: what is there is made, and told to be so. */
  incomplete: boolean;
  /** Of the video, seconds; an estimate where `durationToleranceSeconds` is null. */
  durationSeconds: number;
  /** How far the output may fall short of it; null where the source does not tell its length. */
  durationToleranceSeconds: number | null;
  /** As `VideoTrack.untimed`: pictures are counted from the first one on, and sound is as well. */
  untimed: boolean;
  clock: Clock;
  /** What was decided on. */
  source: {
    width: number;
    height: number;
    fps: number | null;
    variableFps: boolean;
    frames: number;
    codec: string;
    rotation: VideoTrack['rotation'];
  };
  decisions: Decision[];
  /** Where the output is less than the source: a sentence each, for whoever asked for it. */
  warnings: string[];
}

/** What was measured of a source, which goes before what its headers tell. */
export interface MeasuredLength {
  /** Of a video of it. */
  seconds: number;
  /** Of its pictures: what is heard beyond them has no moments of its own. */
  pictureSeconds: number;
  /** Pictures in the source. */
  frames: number;
}

/** The decisions with what each of them rests on. */
export interface SourceChoices {
  plan: Omit<SourcePlan, 'decisions' | 'warnings'>;
  rate: FrameRateChoice;
  colour: ColourChoice;
  duration: ExpectedDuration;
}

/**
 * Decides what does not depend on what is made of a source, at `maxFps` frames a second at the most. Pure.
 * @throws {WorkError} of class `input`: codec, dolby-vision-5, colour-space, and as checkLimits and checkAmount.
 */
export function planSource(
  probe: Probe,
  maxFps: number,
  measured: MeasuredLength | null = null,
): SourceChoices {
  const { video: track } = probe;
  checkCodec(track);
  checkColours(track);
  const rate = chooseFrameRate(track, maxFps);
  const fps = fpsOf(rate.rate);
  const duration = measured ? measuredDuration(measured) : expectedDuration(probe, fps);
  const frames =
    measured?.frames ?? track.frameCount ?? Math.max(1, Math.round(duration.seconds * (track.fps ?? fps)));
  checkLimits(track);
  if (duration.isCounted) checkAmount(track, duration.seconds, frames);
  const colour = chooseColour(track);
  return {
    plan: {
      video: picturePlan(track, rate.rate, colour),
      audio: probe.audio && streamOf(probe.audio),
      incomplete: probe.incomplete,
      durationSeconds: duration.seconds,
      durationToleranceSeconds: duration.toleranceSeconds,
      untimed: track.untimed,
      clock: probe.clock,
      source: sourceFacts(track, frames),
    },
    ...{ rate, colour, duration },
  };
}

/** How a track of sound is opened, and nothing else of it. */
export function streamOf({ streamIndex, streamId, floatSamples }: SoundStream): SoundStream {
  return { streamIndex, streamId, floatSamples };
}

function measuredDuration({ seconds }: MeasuredLength): ExpectedDuration {
  return { seconds, toleranceSeconds: null, isCounted: true, reason: "measured by the source's packets" };
}

function picturePlan(track: VideoTrack, fps: FrameRate, { plan, toneMap }: ColourChoice): PicturePlan {
  const { streamIndex, streamId, rotation, mirrored, crop, pixelAspect } = track;
  return {
    ...{ streamIndex, streamId, fps, rotation, mirrored, crop, pixelAspect },
    deinterlace: track.interlaced,
    toneMap,
    narrowRange: track.fullRange,
    colour: plan,
    matrixUnnamed: track.namesColours && track.matrix === null,
  };
}

function sourceFacts(track: VideoTrack, frames: number): SourcePlan['source'] {
  const { width, height, fps, variableFps, codec, rotation } = track;
  return { width, height, fps, variableFps, frames, codec, rotation };
}
