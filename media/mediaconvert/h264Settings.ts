import type { H264CodecLevel, H264CodecProfile, H264Settings } from '@aws-sdk/client-mediaconvert';
import type { VideoPreset } from '../../presets/schema/preset.ts';
import type { Plan } from '../plan/plan.ts';

const PROFILES: Record<VideoPreset['profile'], H264CodecProfile> = {
  baseline: 'BASELINE',
  main: 'MAIN',
  high: 'HIGH',
};

/** A planned video as MediaConvert's H.264 encoder is told it: one pass, a grid of closed groups of pictures. */
export function h264Settings(video: Plan['video']): H264Settings {
  return {
    RateControlMode: 'QVBR',
    MaxBitrate: video.maxrateKbps * 1000,
    HrdBufferSize: video.bufsizeKbps * 1000,
    QvbrSettings: { QvbrQualityLevel: qualityLevel(video.crf) },
    // Multi-pass HQ bills the Pro tier.
    QualityTuningLevel: 'SINGLE_PASS',
    CodecProfile: PROFILES[video.profile],
    CodecLevel: `LEVEL_${video.level.replace(/\.0$/, '').replace('.', '_')}` as H264CodecLevel,
    EntropyEncoding: video.profile === 'baseline' ? 'CAVLC' : 'CABAC',
    ...(video.profile === 'baseline' && { NumberBFramesBetweenReferenceFrames: 0 }),
    FramerateControl: 'SPECIFIED',
    FramerateNumerator: video.fps.num,
    FramerateDenominator: video.fps.den,
    // FrameFormer is an add-on; interpolation would invent frames that ffmpeg's rendition does not have.
    FramerateConversionAlgorithm: 'DUPLICATE_DROP',
    InterlaceMode: 'PROGRESSIVE',
    ParControl: 'SPECIFIED',
    ParNumerator: 1,
    ParDenominator: 1,
    GopSize: video.gopFrames,
    GopSizeUnits: 'FRAMES',
    GopClosedCadence: 1,
    // Frames at scene changes would break the even grid that packagers cut along.
    SceneChangeDetect: 'DISABLED',
  };
}

/** x264's 22 looks about like QVBR's 8; AWS advises 6 to 9 for what people watch. */
function qualityLevel(crf: number): number {
  return Math.min(10, Math.max(1, Math.round(8 + (22 - crf) / 3)));
}
