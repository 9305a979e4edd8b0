import { refuse } from '../refuse.ts';
import { type MediaInfoTrack, textField } from '../trackField.ts';

/** MediaInfo's container names; ffmpeg is allowed these and no other (see ffmpegArgs). */
const CONTAINERS: Record<string, string> = {
  'MPEG-4': 'mp4',
  QuickTime: 'mov',
  Matroska: 'mkv',
  WebM: 'webm',
  AVI: 'avi',
  'Flash Video': 'flv',
  'MPEG-TS': 'ts',
  BDAV: 'ts',
  'MPEG-PS': 'mpg',
  'Windows Media': 'wmv',
  Ogg: 'ogg',
};

/**
 * Which container it is, by the name the rest of the house uses: `mp4`, `mov`, `mkv`, ...
 * @throws {MediaError} of class `input`: container, unreadable.
 */
export function containerOf(general: MediaInfoTrack, tracks: MediaInfoTrack[]): string {
  const format = textField(general, 'Format');
  if (format === null) return refuse('unreadable', 'The file is not a video, or is damaged at its start.');
  if (format === 'MPEG-4' && textField(general, 'Format_Profile') === 'QuickTime') return 'mov';
  const container = CONTAINERS[format];
  if (container) return container;
  // Pictures and sound have a track; documents and archives have none.
  const isMedia = tracks.some(track => ['Video', 'Audio', 'Image'].includes(String(track['@type'])));
  return isMedia
    ? refuse('container', `${format} files are not taken; upload a video file such as MP4.`)
    : refuse('unreadable', `The file is not a video but ${format}.`);
}
