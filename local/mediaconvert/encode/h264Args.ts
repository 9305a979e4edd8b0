import type { FrameRate } from '../../../media/plan/frame/frameRate.ts';
import type { H264Settings } from '../settings/h264Settings.ts';

/** x264's nearest to the service's tuning levels. Its two passes become one slower one: same file, less to run. */
const ENCODER_SPEED = { SINGLE_PASS: 'veryfast', SINGLE_PASS_HQ: 'medium', MULTI_PASS_HQ: 'slow' } as const;

/** Where GOP size is left to the service, which looks at the content: a length that players and packagers like. */
const AUTO_GOP_SECONDS = 2;

/** The encoder's part of ffmpeg's arguments, from `h264Settings` alone. */
export function h264Args(settings: H264Settings, fps: FrameRate): string[] {
  const { codecLevel = 'AUTO', qualityTuningLevel = 'SINGLE_PASS' } = settings;
  return [
    ...['-c:v', 'libx264', '-preset', ENCODER_SPEED[qualityTuningLevel]],
    ...['-profile:v', (settings.codecProfile ?? 'MAIN').toLowerCase()],
    ...(codecLevel === 'AUTO' ? [] : ['-level:v', codecLevel.replace('LEVEL_', '').replace('_', '.')]),
    ...rateArgs(settings),
    ...gopArgs(settings, fps),
    ...given(settings.numberBFramesBetweenReferenceFrames, '-bf'),
    ...given(settings.numberReferenceFrames, '-refs'),
    ...given(settings.slices, '-slices'),
    ...given(settings.entropyEncoding?.toLowerCase(), '-coder'),
    ...x264Params(settings),
  ];
}

/** The buffer by default holds two seconds at the peak rate; the service chooses by content. */
function rateArgs(settings: H264Settings): string[] {
  const { rateControlMode: mode = 'VBR', bitrate = 0, maxBitrate } = settings;
  const peak = mode === 'CBR' ? bitrate : maxBitrate;
  const cap = peak ? ['-maxrate', `${peak}`, '-bufsize', `${settings.hrdBufferSize || peak * 2}`] : [];
  if (mode === 'QVBR') return ['-crf', `${crfOf(settings)}`, ...cap];
  return ['-b:v', `${bitrate}`, ...(mode === 'CBR' ? ['-minrate', `${bitrate}`] : []), ...cap];
}

/**
 * QVBR aims at an even quality under a peak rate, as x264's crf does under maxrate. Its scale runs upward from 1 to 10;
 * crf = 46 - 3 x level puts 8, a good picture, at 22, and the highest, near lossless, at 16. Without a level the service
 * chooses by content: here, 8.
 */
function crfOf({
  qvbrSettings: { qvbrQualityLevel = 8, qvbrQualityLevelFineTune = 0 } = {},
}: H264Settings): number {
  return Math.round((46 - 3 * (qvbrQualityLevel + qvbrQualityLevelFineTune)) * 100) / 100;
}

function gopArgs(settings: H264Settings, { num, den }: FrameRate): string[] {
  const { gopSizeUnits = 'AUTO', gopSize = 0 } = settings;
  const seconds = gopSizeUnits === 'AUTO' ? AUTO_GOP_SECONDS : gopSize;
  const frames = gopSizeUnits === 'FRAMES' ? gopSize : (seconds * num) / den;
  return [
    ...['-g', `${Math.max(1, Math.round(frames))}`],
    ...given(settings.minIInterval || undefined, '-keyint_min'),
    ...(settings.sceneChangeDetect === 'DISABLED' ? ['-sc_threshold', '0'] : []),
  ];
}

function x264Params(settings: H264Settings): string[] {
  const params = [
    ...(settings.rateControlMode === 'CBR' ? ['nal-hrd=cbr'] : []),
    ...(settings.gopBReference === 'DISABLED' ? ['b-pyramid=none'] : []),
    ...(settings.hrdBufferInitialFillPercentage === undefined
      ? []
      : [`vbv-init=${settings.hrdBufferInitialFillPercentage / 100}`]),
  ];
  return params.length > 0 ? ['-x264-params', params.join(':')] : [];
}

function given(value: string | number | undefined, flag: string): string[] {
  return value === undefined ? [] : [flag, `${value}`];
}
