import { type MediaInfoTrack, positiveField } from '../trackField.ts';
import type { VideoTrack } from './videoTrack.ts';

/** Codecs of still images, which films are made of too: at more than a picture a second. */
const IMAGE_CODECS = new Set(['mjpeg', 'png', 'gif', 'bmp', 'tiff', 'jpeg 2000', 'webp']);

/** Whether a video track is one picture, or a few that are shown in turn, as thumbnails and covers are. */
export function isPicture(track: VideoTrack, mediaInfo: MediaInfoTrack): boolean {
  const frames = track.frameCount ?? positiveField(mediaInfo, 'FrameCount');
  if (frames === null) return false;
  if (frames <= 1) return true;
  return IMAGE_CODECS.has(track.codec) && frames < (track.durationSeconds ?? 0);
}
