import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';

/** What a file says of a video's rate and length; null where it does not tell, or lies. */
export interface VideoTiming {
  fps: number | null;
  variableFps: boolean;
  /** The shortest gap between two frames, as a rate; only known of a variable rate. */
  maxFps: number | null;
  frameCount: number | null;
  durationSeconds: number | null;
}

/** Longer than this is a lie in a header, seconds: a month of film. */
const MAX_BELIEVED_SECONDS = 31 * 24 * 3600;

/** Smaller than this a frame cannot be, bytes, even one that repeats the last: a count above it is a lie. */
const MIN_CODED_FRAME_BYTES = 2;

/** As MediaInfo has it, of a file of so many bytes. */
export function videoTiming(track: MediaInfoTrack, sizeBytes: number): VideoTiming {
  const duration = positiveField(track, 'Duration');
  const frames = positiveField(track, 'FrameCount');
  const lying =
    (duration !== null && duration > MAX_BELIEVED_SECONDS) ||
    (frames !== null && frames * MIN_CODED_FRAME_BYTES > sizeBytes);
  const timing = {
    fps: exactRate(track),
    variableFps: textField(track, 'FrameRate_Mode') === 'VFR',
    maxFps: positiveField(track, 'FrameRate_Maximum'),
    frameCount: frames,
    durationSeconds: duration,
  };
  return lying ? { ...timing, fps: null, maxFps: null, frameCount: null, durationSeconds: null } : timing;
}

/** The fraction where MediaInfo has one (30000/1001), else its rounded figure (29.970). */
function exactRate(track: MediaInfoTrack): number | null {
  const rounded = positiveField(track, 'FrameRate');
  const num = positiveField(track, 'FrameRate_Num');
  const den = positiveField(track, 'FrameRate_Den');
  const fraction = num !== null && den !== null ? num / den : null;
  const agrees = fraction !== null && rounded !== null && Math.abs(fraction - rounded) < 0.01;
  return agrees ? fraction : rounded;
}
