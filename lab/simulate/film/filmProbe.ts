import type { Probe } from '../../../media/probe/probe.ts';
import type { Numbers } from '../constants.ts';

/** Of every source of the model: 1080p, 30 frames a second, H.264 and AAC, as an MP4 with its index in front. */
const FPS = 30;
const VIDEO: Omit<Probe['video'], 'frameCount' | 'durationSeconds'> = {
  streamIndex: 0,
  streamId: null,
  codec: 'h264',
  ...{ width: 1_920, height: 1_080, crop: null, rotation: 0, mirrored: false, turnedElsewhere: false },
  ...{ pixelAspect: 1, fps: FPS, variableFps: false, maxFps: null, interlaced: false, bitDepth: 8 },
  ...{ chroma: '4:2:0', transfer: 'BT.709', primaries: 'BT.709', matrix: 'BT.709', namesColours: true },
  ...{ dolbyVisionOnly: false, fullRange: false, untimed: false, alpha: false },
};
const AUDIO: Omit<NonNullable<Probe['audio']>, 'durationSeconds'> = {
  ...{ streamIndex: 1, streamId: null, codec: 'aac', channels: 2, sampleRateHz: 48_000, floatSamples: null },
};

/** What a probe would say of a source that runs so many seconds. */
export function filmProbe(seconds: number, { sourceKbps }: Numbers): Probe {
  return {
    container: 'mp4',
    sizeBytes: seconds * sourceKbps * 125,
    durationSeconds: seconds,
    encrypted: false,
    video: { ...VIDEO, frameCount: Math.round(seconds * FPS), durationSeconds: seconds },
    audio: { ...AUDIO, durationSeconds: seconds },
    leftOut: [],
    bytesRead: 0,
    clock: {
      exactDurations: true,
      editSeconds: seconds,
      longestSeconds: null,
      openEdits: false,
      numbered: false,
    },
    incomplete: false,
    faststart: true,
  };
}
