import type { VideoPreset } from '../../presets/schema/preset.ts';
import type { Project } from '../support/project.ts';
import { smallStill } from '../support/smallStill.ts';

/** What each source is there for, by its key. */
export const SOURCES = {
  complete: 'complete.mp4',
  dead: 'dead.mp4',
  submitted: 'submitted.mp4',
  /** One or two are being encoded, the others wait. */
  underWay: ['under-way-1.mp4', 'under-way-2.mp4', 'under-way-3.mp4', 'under-way-4.mp4'],
} as const;

export const RENDITIONS = ['small', 'stills'] as const;

const small: VideoPreset = {
  kind: 'video',
  container: 'mp4',
  height: 144,
  codec: 'h264',
  profile: 'main',
  level: '3.0',
  encoderSpeed: 'slow',
  crf: 28,
  maxrateKbps: 300,
  bufsizeKbps: 600,
  gopSeconds: 2,
  maxFps: 30,
  audio: { codec: 'aac', bitrateKbps: 64, channels: 2, sampleRateHz: 48_000 },
};

/** Predictions for the sources lie on both sides of it, seconds. */
const ABOVE_ENCODE_SECONDS = 3;

/** The same deployment of both versions: two workers a rendition, failures that are soon final. */
export async function setUpUpgrade(project: Project): Promise<void> {
  project.addPreset('small', small);
  project.addPreset('stills', smallStill);
  await project.changeProfile(profile => ({
    ...profile,
    presets: [...RENDITIONS],
    retrySeconds: 0,
    mediaConvert: { enabled: true, aboveEncodeSeconds: ABOVE_ENCODE_SECONDS },
  }));
}
