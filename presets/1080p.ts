import type { Preset } from './schema/preset.ts';

export default {
  kind: 'video',
  container: 'mp4',
  height: 1080,
  codec: 'h264',
  profile: 'high',
  level: '4.2',
  encoderSpeed: 'veryfast',
  crf: 22,
  maxrateKbps: 8_000,
  bufsizeKbps: 16_000,
  gopSeconds: 2,
  maxFps: 60,
  audio: { codec: 'aac', bitrateKbps: 128, channels: 2, sampleRateHz: 48_000 },
} satisfies Preset;
