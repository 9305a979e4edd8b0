import { refuse } from '../../failures/refuse.ts';
import type { ContainerTrack } from '../containers/containerTrack.ts';
import { type MediaInfoTrack, textField } from './trackField.ts';

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

/** MediaInfo's names of streams that it takes for a file, in the words of their standards. */
const RAW_STREAMS: Record<string, string> = {
  AVC: 'H.264',
  HEVC: 'H.265',
  VVC: 'H.266',
  AV1: 'AV1',
  'MPEG Video': 'MPEG video',
  'MPEG-4 Visual': 'MPEG-4 video',
  'H.263': 'H.263',
  'VC-1': 'VC-1',
};

/**
 * Which container it is, by the name the rest of the house uses: `mp4`, `mov`, `mkv`, ... `movie` is what an MP4's boxes
 * tell of its tracks; null where it is none.
 * @throws {WorkError} of class `input`: container, unreadable.
 */
export function containerOf(
  general: MediaInfoTrack,
  tracks: MediaInfoTrack[],
  movie: ContainerTrack[] | null,
): string {
  const format = textField(general, 'Format');
  if (format === null) return refuse('unreadable', 'The file is not a video, or is damaged at its start.');
  if (format === 'MPEG-4' && textField(general, 'Format_Profile') === 'QuickTime') return 'mov';
  const container = CONTAINERS[format];
  if (container) return container;
  // MediaInfo goes by the brand, and every maker of cameras has one of its own.
  if (movie && isMovie(movie)) return 'mp4';
  const raw = RAW_STREAMS[format];
  if (raw) refuse('container', `The file is a raw ${raw} stream; upload it in a container such as MP4.`);
  // Pictures and sound have a track; documents and archives have none.
  const isMedia = tracks.some(track => ['Video', 'Audio', 'Image'].includes(String(track['@type'])));
  return isMedia
    ? refuse('container', `${format} files are not taken; upload a video file such as MP4.`)
    : refuse('unreadable', `The file is not a video but ${format}.`);
}

/** One with sound or subtitles alone is a movie as well, which has no video. */
function isMovie(movie: ContainerTrack[]): boolean {
  const hasPictures = movie.some(({ kind }) => kind === 'video');
  return hasPictures ? movie.some(isFilm) : movie.some(isHeardOrRead);
}

/** HEIF's and AVIF's pictures are no video tracks; JPEG 2000 (Part 3) and Canon's raw photographs call theirs so. */
const PHOTOGRAPHS = new Set(['mjp2', 'CRAW']);

function isFilm({ kind, part, codecId }: ContainerTrack): boolean {
  return kind === 'video' && part !== 'auxiliary' && !PHOTOGRAPHS.has(codecId);
}

/** Subtitles' sample entries. */
const SUBTITLES = new Set(['wvtt', 'stpp', 'sbtt', 'stxt', 'tx3g', 'text', 'c608', 'c708', 'mp4s']);

function isHeardOrRead({ kind, codecId }: ContainerTrack): boolean {
  return kind === 'audio' || SUBTITLES.has(codecId);
}
