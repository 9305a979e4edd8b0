import { WorkError } from '../../failures/workError.ts';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import { checkAmount, checkLimits } from '../accepted.ts';
import type { Clock } from '../containers/clock.ts';
import { lookFilters, videoFilters } from '../ffmpeg/filters/videoFilters.ts';
import type { AudioTrack, Probe, VideoTrack } from '../probe/probe.ts';
import type { StreamName } from '../probe/streamId.ts';
import type { SoundStream } from '../probe/tracks/audioTrack.ts';
import { checkCodec } from '../probe/tracks/takenCodecs.ts';
import { checkColours } from './colour/checkColours.ts';
import { chooseColour } from './colour/colour.ts';
import { type MatrixFilter, matrixFilter } from './colour/matrixFilter.ts';
import type { Decision } from './decision.ts';
import { chooseFrameRate, type FrameRate, fpsOf } from './frame/frameRate.ts';
import { chooseFrameSize, displaySize } from './frame/frameSize.ts';
import { keepsOneChain } from './oneChain.ts';
import { EXACT_CONTAINERS, expectedDuration } from './sourceDuration.ts';
import { trackDecisions, trackWarnings } from './trackDecisions.ts';

export { LARGEST_FRAME_PIXELS } from '../accepted.ts';

/** What the output will be, for either engine, with the reason for each choice. */
export interface Plan {
  kind: 'video';
  video: StreamName & {
    width: number;
    height: number;
    fps: FrameRate;
    codec: 'h264';
    profile: VideoPreset['profile'];
    level: VideoPreset['level'];
    crf: number;
    maxrateKbps: number;
    bufsizeKbps: number;
    gopFrames: number;
    encoderSpeed: VideoPreset['encoderSpeed'];
    deinterlace: boolean;
    toneMap: boolean;
    /** Samples over 0-255 in, 16-235 out. */
    narrowRange: boolean;
    /** The one ffmpeg must decode with, where its own choice would lose something. */
    decoder: string | null;
    matrixFilter: MatrixFilter | null;
    /** ffmpeg's `-vf` chain, and whether it is to be kept where the picture's size changes. */
    filters: string[];
    oneChain: boolean;
    /** What a frame of the source is to look like in the output, as filters; null where that cannot be compared. */
    look: string[] | null;
    /** Each sequence of its MPEG-2 tells the shape of its pictures (pixelShapes.ts). */
    tellsShapes: boolean;
  };
  audio:
    | (StreamName & {
        codec: 'aac';
        bitrateKbps: number;
        channels: number;
        sampleRateHz: number;
        /** As `AudioTrack.decoder`. */
        decoder: string | null;
        /** As `AudioTrack.right`. */
        right?: SoundStream;
      })
    | null;
  container: 'mp4';
  /** As `Probe.incomplete`: what is there is made, and told to be so. */
  incomplete: boolean;
  /** Of the video, seconds; an estimate where `durationToleranceSeconds` is null. */
  durationSeconds: number;
  /** How far the output may fall short of it; null where the source does not tell its length. */
  durationToleranceSeconds: number | null;
  frames: number;
  /** The source has an index that tells its length to the frame. */
  lengthIsExact: boolean;
  /** As `VideoTrack.untimed`; then the sound is counted as well. */
  untimed: boolean;
  clock: Clock;
  /** Of the sound; null where there is none, or the source does not tell it exactly. */
  audioSeconds: number | null;
  /** The preset's; null where it has none. */
  quality: NonNullable<VideoPreset['quality']> | null;
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

/**
 * Decides what a preset makes of a source. Pure: the same facts give the same plan.
 * @throws {WorkError} of class `input`: no-video, codec, dolby-vision-5, colour-space, too-small, too-large, too-long.
 */
export function planRendition(probe: Probe, preset: VideoPreset): Plan {
  const source = probe.video;
  if (source === null) throw new WorkError('no-video');
  checkCodec(source);
  checkColours(source);
  const rate = chooseFrameRate(source, preset.maxFps);
  const fps = fpsOf(rate.rate);
  const duration = expectedDuration(probe, source, fps);
  const sourceFrames = source.frameCount ?? Math.max(1, Math.round(duration.seconds * (source.fps ?? fps)));
  checkLimits(source);
  if (duration.isCounted) checkAmount(source, duration.seconds, sourceFrames);
  const size = chooseFrameSize(source, preset, fps);
  const colour = chooseColour(source);
  const tellsShapes =
    source.codec === 'mpeg2video' && (probe.container === 'ts' || probe.container === 'mpg');
  return {
    kind: 'video',
    video: {
      streamIndex: source.streamIndex,
      streamId: source.streamId,
      width: size.width,
      height: size.height,
      fps: rate.rate,
      codec: preset.codec,
      profile: preset.profile,
      level: preset.level,
      crf: preset.crf,
      maxrateKbps: preset.maxrateKbps,
      bufsizeKbps: preset.bufsizeKbps,
      gopFrames: Math.max(1, Math.round(preset.gopSeconds * fps)),
      encoderSpeed: preset.encoderSpeed,
      deinterlace: source.interlaced,
      toneMap: colour.toneMap,
      narrowRange: source.fullRange,
      decoder: alphaDecoder(source),
      matrixFilter: matrixFilter(source),
      oneChain: keepsOneChain(source),
      tellsShapes,
      look:
        source.untimed || tellsShapes ? null : lookFilters({ size, colour, turn: source, crop: source.crop }),
      filters: videoFilters({
        rate: rate.rate,
        size,
        colour,
        deinterlace: source.interlaced,
        turn: source,
        crop: source.crop,
        pixelAspect: source.pixelAspect,
        coded: keepsOneChain(source) ? source : null,
        untimed: source.untimed,
      }),
    },
    audio: audioPlan(probe.audio, preset),
    container: preset.container,
    incomplete: probe.incomplete,
    durationSeconds: duration.seconds,
    durationToleranceSeconds: duration.toleranceSeconds,
    frames: Math.max(1, Math.round(duration.seconds * fps)),
    lengthIsExact: EXACT_CONTAINERS.has(probe.container) && duration.toleranceSeconds !== null,
    untimed: source.untimed,
    clock: probe.clock,
    audioSeconds: exactAudioSeconds(probe),
    quality: preset.quality ?? null,
    source: {
      width: source.width,
      height: source.height,
      fps: source.fps,
      variableFps: source.variableFps,
      frames: sourceFrames,
      codec: source.codec,
      rotation: source.rotation,
    },
    decisions: [
      ...trackDecisions(probe),
      { what: 'size', choice: `${size.width}x${size.height}`, reason: size.reason },
      ...turnDecision(source),
      ...cropDecision(source),
      ...pixelDecision(source),
      { what: 'frame rate', choice: `${rate.rate.num}/${rate.rate.den}`, reason: rate.reason },
      scanDecision(source),
      { what: 'colour', choice: colour.choice, reason: colour.reason },
      audioDecision(probe, preset),
      ...incompleteDecision(probe),
      { what: 'length', choice: `${duration.seconds.toFixed(3)} s`, reason: duration.reason },
      ...qualityDecision(preset),
    ],
    warnings: trackWarnings(probe),
  };
}

function exactAudioSeconds({ audio, container }: Probe): number | null {
  return audio && EXACT_CONTAINERS.has(container) ? audio.durationSeconds : null;
}

/** ffmpeg's own decoders of VP8 and VP9 leave the alpha layer out. */
export function alphaDecoder({ alpha, codec }: VideoTrack): string | null {
  if (!alpha) return null;
  if (codec === 'vp9') return 'libvpx-vp9';
  return codec === 'vp8' ? 'libvpx' : null;
}

function audioPlan(audio: AudioTrack | null, preset: VideoPreset): Plan['audio'] {
  if (audio === null) return null;
  const { streamIndex, streamId, decoder, right } = audio;
  return { streamIndex, streamId, decoder, ...(right && { right: streamOf(right) }), ...preset.audio };
}

function streamOf({ streamIndex, streamId, decoder }: SoundStream): SoundStream {
  return { streamIndex, streamId, decoder };
}

function turnDecision({ rotation, mirrored }: VideoTrack): Decision[] {
  if (rotation === 0 && !mirrored) return [];
  return [
    {
      what: 'rotation',
      choice: `${rotation} degrees clockwise${mirrored ? ', mirrored' : ''}`,
      reason: 'baked in, so that every player shows it upright',
    },
  ];
}

function pixelDecision(source: VideoTrack): Decision[] {
  if (source.pixelAspect === 1) return [];
  const { width, height } = displaySize({ ...source, rotation: 0 });
  const reason = `the source's pixels are ${source.pixelAspect} times as wide as high: it is meant to be seen at ${Math.round(width)}x${height}`;
  return [{ what: 'pixels', choice: 'square', reason }];
}

function cropDecision({ crop }: VideoTrack): Decision[] {
  if (crop === null) return [];
  const choice = `${crop.width}x${crop.height} at ${crop.left},${crop.top}`;
  return [{ what: 'crop', choice, reason: 'the source says that the rest is not to be seen' }];
}

function scanDecision({ interlaced }: VideoTrack): Decision {
  return interlaced
    ? { what: 'scan', choice: 'deinterlaced', reason: 'the source is interlaced, and screens are not' }
    : { what: 'scan', choice: 'progressive', reason: 'as the source' };
}

/** Also of images. */
export function incompleteDecision({ incomplete }: Probe): Decision[] {
  if (!incomplete) return [];
  const reason = "the file's end is missing: its recorder was stopped, or its upload broke off";
  return [{ what: 'incomplete', choice: 'what is there is made', reason }];
}

function audioDecision(probe: Probe, preset: VideoPreset): Decision {
  const { audio } = probe;
  const [warning] = trackWarnings(probe);
  if (!audio) return { what: 'audio', choice: 'none', reason: warning ?? 'the source has none' };
  const { codec, bitrateKbps, channels, sampleRateHz } = preset.audio;
  return {
    what: 'audio',
    choice: `${codec} ${bitrateKbps} kbit/s, ${channels} channels, ${sampleRateHz} Hz`,
    reason: `the preset's, from ${audio.codec} with ${audio.right ? 'two tracks, left and right,' : `${audio.channels} channels`} at ${audio.sampleRateHz} Hz`,
  };
}

function qualityDecision({ quality }: VideoPreset): Decision[] {
  if (!quality) return [];
  const choice = `${quality.metric.toUpperCase()} at least ${quality.floor}`;
  return [{ what: 'quality', choice, reason: "the preset's floor: the output is compared with the source" }];
}
