import type { VideoPreset } from '../../presets/schema/preset.ts';
import type { AudioTrack, Probe, VideoTrack } from '../probe/probe.ts';
import type { SoundStream } from '../probe/tracks/audioTrack.ts';
import type { Decision } from './decision.ts';
import { fpsOf } from './frame/frameRate.ts';
import { chooseFrameSize, displaySize } from './frame/frameSize.ts';
import { incompleteDecision, lengthDecision, turnDecision } from './sourceDecisions.ts';
import { EXACT_CONTAINERS } from './sourceDuration.ts';
import { type PicturePlan, planSource, type SourcePlan, streamOf } from './sourcePlan.ts';
import { trackDecisions, trackWarnings } from './trackDecisions.ts';

/** What the video will be, for either engine, with the reason for each choice. */
export interface Plan extends SourcePlan {
  kind: 'video';
  video: PicturePlan & {
    width: number;
    height: number;
    codec: 'h264';
    profile: VideoPreset['profile'];
    level: VideoPreset['level'];
    crf: number;
    maxrateKbps: number;
    bufsizeKbps: number;
    gopFrames: number;
    encoderSpeed: VideoPreset['encoderSpeed'];
    /** Each sequence of its MPEG-2 tells the shape of its pictures (pictureShapes.ts). */
    declaresShapes: boolean;
  };
  audio:
    | (SoundStream & {
        codec: 'aac';
        bitrateKbps: number;
        channels: number;
        sampleRateHz: number;
        /** As `AudioTrack.right`. */
        right?: SoundStream;
      })
    | null;
  container: 'mp4';
  frames: number;
  /** The source has an index that tells its length to the frame. */
  lengthIsExact: boolean;
  /** Of the sound; null where there is none, or the source does not tell it exactly. */
  audioSeconds: number | null;
  /** The preset's; null where it has none. */
  quality: NonNullable<VideoPreset['quality']> | null;
}

/**
 * Decides what a preset makes of a source. Pure: the same facts give the same plan.
 * @throws {WorkError} of class `input`, as planSource.
 */
export function planRendition(probe: Probe, preset: VideoPreset): Plan {
  const { video: track, container } = probe;
  const { plan: shared, rate, colour, duration } = planSource(probe, preset.maxFps);
  const fps = fpsOf(rate.rate);
  const size = chooseFrameSize(track, preset, fps);
  return {
    ...shared,
    kind: 'video',
    video: {
      ...shared.video,
      width: size.width,
      height: size.height,
      codec: preset.codec,
      profile: preset.profile,
      level: preset.level,
      crf: preset.crf,
      maxrateKbps: preset.maxrateKbps,
      bufsizeKbps: preset.bufsizeKbps,
      gopFrames: Math.max(1, Math.round(preset.gopSeconds * fps)),
      encoderSpeed: preset.encoderSpeed,
      declaresShapes: track.codec === 'mpeg2video' && (container === 'ts' || container === 'mpg'),
    },
    audio: audioPlan(probe.audio, preset),
    container: preset.container,
    frames: Math.max(1, Math.round(duration.seconds * fps)),
    lengthIsExact: EXACT_CONTAINERS.has(container) && duration.toleranceSeconds !== null,
    audioSeconds: exactAudioSeconds(probe),
    quality: preset.quality ?? null,
    decisions: [
      ...trackDecisions(probe),
      { what: 'size', choice: `${size.width}x${size.height}`, reason: size.reason },
      ...turnDecision(track, 'baked in, so that every player shows it upright'),
      ...cropDecision(track),
      ...pixelDecision(track),
      { what: 'frame rate', choice: `${rate.rate.num}/${rate.rate.den}`, reason: rate.reason },
      scanDecision(track),
      { what: 'colour', choice: colour.choice, reason: colour.reason },
      audioDecision(probe, preset),
      ...incompleteDecision(probe),
      lengthDecision(duration),
      ...qualityDecision(preset),
    ],
    warnings: trackWarnings(probe),
  };
}

function exactAudioSeconds({ audio, container }: Probe): number | null {
  return audio && EXACT_CONTAINERS.has(container) ? audio.durationSeconds : null;
}

function audioPlan(audio: AudioTrack | null, preset: VideoPreset): Plan['audio'] {
  if (audio === null) return null;
  const { right } = audio;
  return { ...streamOf(audio), ...(right && { right: streamOf(right) }), ...preset.audio };
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
