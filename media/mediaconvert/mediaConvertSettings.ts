import type {
  AudioDescription,
  Input,
  JobSettings,
  Output,
  OutputGroup,
  ScalingBehavior,
  VideoDescription,
  VideoPreprocessor,
} from '@aws-sdk/client-mediaconvert';
import type { Plan } from '../plan/plan.ts';
import type { StreamName } from '../probe/streamId.ts';
import { h264Settings } from './h264Settings.ts';

const AUDIO_SELECTOR = 'Audio Selector 1';

/**
 * The plan as MediaConvert's job settings: one MP4. The pricing page's Basic tier is AVC in one pass; its user guide
 * names acceleration as Pro. Nothing that is known to cost more is asked for: no FrameFormer (frames are dropped or
 * doubled), no noise or bandwidth reduction, no audio normalization. Of the deinterlacer and the change of colour space
 * neither says which tier they bill; they are asked for only where the source needs them.
 */
export function mediaConvertSettings(plan: Plan, urls: { input: string; destination: string }): JobSettings {
  return {
    TimecodeConfig: { Source: 'ZEROBASED' },
    Inputs: [inputSettings(urls.input, plan.audio)],
    // The plan's size has the source's shape already; padding it would add a line of black.
    OutputGroups: [outputGroup(plan, urls.destination, 'STRETCH_TO_OUTPUT')],
  };
}

/** One source, of which the picture is turned upright, and the sound that is named; none where `audio` is null. */
export function inputSettings(url: string, audio: Pick<StreamName, 'streamIndex'> | null): Input {
  return {
    FileInput: url,
    TimecodeSource: 'ZEROBASED',
    // Without AUTO MediaConvert ignores the rotation data, and portrait video lies on its side.
    VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW' },
    ...(audio && {
      AudioSelectors: {
        [AUDIO_SELECTOR]: {
          DefaultSelection: 'DEFAULT',
          SelectorType: 'TRACK',
          Tracks: [audio.streamIndex + 1],
        },
      },
    }),
  };
}

/** One MP4. `scaling` says what becomes of a picture of another shape: by default it is seen whole, between bars. */
export function outputGroup(plan: Plan, destination: string, scaling: ScalingBehavior): OutputGroup {
  return {
    Name: 'File Group',
    OutputGroupSettings: {
      Type: 'FILE_GROUP_SETTINGS',
      FileGroupSettings: { Destination: destination },
    },
    Outputs: [output(plan, scaling)],
  };
}

function output(plan: Plan, scaling: ScalingBehavior): Output {
  return {
    Extension: 'mp4',
    ContainerSettings: { Container: 'MP4', Mp4Settings: { MoovPlacement: 'PROGRESSIVE_DOWNLOAD' } },
    VideoDescription: videoDescription(plan.video, scaling),
    ...(plan.audio && { AudioDescriptions: [audioDescription(plan.audio)] }),
  };
}

function videoDescription(video: Plan['video'], scaling: ScalingBehavior): VideoDescription {
  const preprocessors = videoPreprocessors(video);
  return {
    Width: video.width,
    Height: video.height,
    ScalingBehavior: scaling,
    RespondToAfd: 'NONE',
    TimecodeInsertion: 'DISABLED',
    ColorMetadata: 'INSERT',
    CodecSettings: { Codec: 'H_264', H264Settings: h264Settings(video) },
    ...(preprocessors && { VideoPreprocessors: preprocessors }),
  };
}

function videoPreprocessors(video: Plan['video']): VideoPreprocessor | null {
  const squeeze = video.narrowRange && !video.toneMap;
  if (!video.deinterlace && !video.toneMap && !squeeze) return null;
  return {
    ...(video.deinterlace && {
      Deinterlacer: { Algorithm: 'INTERPOLATE', Mode: 'DEINTERLACE', Control: 'NORMAL' },
    }),
    ...(video.toneMap && { ColorCorrector: { ColorSpaceConversion: 'FORCE_709' } }),
    ...(squeeze && { ColorCorrector: { SampleRangeConversion: 'LIMITED_RANGE_SQUEEZE' } }),
  };
}

function audioDescription(audio: NonNullable<Plan['audio']>): AudioDescription {
  return {
    AudioSourceName: AUDIO_SELECTOR,
    CodecSettings: {
      Codec: 'AAC',
      AacSettings: {
        Bitrate: audio.bitrateKbps * 1000,
        CodingMode: audio.channels === 1 ? 'CODING_MODE_1_0' : 'CODING_MODE_2_0',
        SampleRate: audio.sampleRateHz,
        CodecProfile: 'LC',
        RateControlMode: 'CBR',
      },
    },
  };
}
