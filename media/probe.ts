import { AnalysisError, analyzeMedia, DATA_BYTES } from './analyzeMedia.ts';
import { type AudioTrack, toAudioTrack } from './audioTrack.ts';
import { type BoundedReader, boundedReader, type ReadRange } from './boundedReader.ts';
import { MediaError } from './mediaError.ts';
import { mpegTiming } from './mpegTiming.ts';
import { type MediaInfoTrack, positiveField, textField } from './trackField.ts';
import { toVideoTrack, type VideoTrack } from './videoTrack.ts';

export type { AudioTrack } from './audioTrack.ts';
export type { ReadRange } from './boundedReader.ts';
export type { VideoTrack } from './videoTrack.ts';

/** What a file holds, as far as its headers can be believed. */
export interface Probe {
  /** `mp4`, `mov`, `mkv`, `webm`, `avi`, `flv`, `ts`, `mpg`, `wmv`, ... */
  container: string;
  sizeBytes: number;
  /** The longest of the file's streams; null where the file does not tell. */
  durationSeconds: number | null;
  encrypted: boolean;
  /** The default video, else the first; cover art is not video. */
  video: VideoTrack | null;
  /** The default audio, else the first. */
  audio: AudioTrack | null;
  /** What the probe itself fetched. */
  bytesRead: number;
  /** The index stands before the data, so that playing starts at once; null where the format has no such thing. */
  faststart: boolean | null;
}

/** The most a probe may fetch of one file: real files take under 2 MB, noise is given up on at this. */
export const PROBE_BUDGET_BYTES = 32 * 1024 * 1024;

/** More streams than this is an attack on memory, not a film. */
const MOST_STREAMS = 32;

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
 * Reads a file's headers, by ranges and within a budget.
 * @throws {MediaError} of class `input`: empty, unreadable, container, no-video, encrypted, too-many-streams.
 * Whatever `readRange` throws comes through as it is.
 */
export async function probe(readRange: ReadRange, sizeBytes: number): Promise<Probe> {
  if (sizeBytes === 0) refuse('empty', 'The file is empty (0 bytes).');
  const reader = boundedReader(readRange, sizeBytes, PROBE_BUDGET_BYTES);
  const tracks = await analyze(reader, sizeBytes);
  const general = tracks.find(track => track['@type'] === 'General') ?? {};
  const container = containerOf(general);
  const streams = tracks.filter(track => ['Video', 'Audio', 'Text'].includes(String(track['@type'])));
  if (streams.length > MOST_STREAMS) {
    refuse('too-many-streams', `The file has ${streams.length} streams; at most ${MOST_STREAMS} are taken.`);
  }
  if (tracks.some(track => textField(track, 'Encryption') !== null)) {
    refuse('encrypted', 'The file is encrypted (DRM), so its pictures cannot be read.');
  }
  const chosen = chooseVideo(tracks, sizeBytes);
  if (streams.length === 0)
    refuse('unreadable', 'The file holds no stream at all; the upload is probably incomplete.');
  if (chosen === null) refuse('no-video', 'The file has no video in it.');
  const video =
    container === 'ts' || container === 'mpg'
      ? await timeByStream(chosen, container, reader, sizeBytes)
      : chosen;
  return {
    container,
    sizeBytes,
    durationSeconds: longest(general, video, container),
    encrypted: false,
    video,
    audio: chooseAudio(tracks),
    bytesRead: reader.bytesRead,
    faststart: container === 'mp4' || container === 'mov' ? general.IsStreamable === 'Yes' : null,
  };
}

async function analyze(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  try {
    return await analyzeMedia(reader, sizeBytes);
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    return refuse('unreadable', 'The file is damaged beyond reading, or is not a video.', error);
  }
}

/**
 * What the stream's own clock tells goes before what MediaInfo says, which is the length of no more than it has
 * read: of a larger file that is a lie.
 */
async function timeByStream(
  video: VideoTrack,
  container: 'ts' | 'mpg',
  reader: BoundedReader,
  sizeBytes: number,
): Promise<VideoTrack> {
  const { fps, durationSeconds } = await mpegTiming(container, reader, sizeBytes);
  return {
    ...video,
    ...(video.fps === null && fps !== null && { fps, variableFps: false }),
    ...((durationSeconds !== null || sizeBytes > DATA_BYTES) && { durationSeconds, frameCount: null }),
  };
}

function containerOf(general: MediaInfoTrack): string {
  const format = textField(general, 'Format');
  if (format === null) return refuse('unreadable', 'The file is not a video, or is damaged at its start.');
  if (format === 'MPEG-4' && textField(general, 'Format_Profile') === 'QuickTime') return 'mov';
  const container = CONTAINERS[format];
  return container ?? refuse('container', `${format} files are not taken; upload a video file such as MP4.`);
}

function chooseVideo(tracks: MediaInfoTrack[], sizeBytes: number): VideoTrack | null {
  const videos = tracks.filter(track => track['@type'] === 'Video');
  const chosen = indexOfDefault(videos);
  const track = videos[chosen];
  return track ? toVideoTrack(track, chosen, sizeBytes) : null;
}

function chooseAudio(tracks: MediaInfoTrack[]): AudioTrack | null {
  const audios = tracks.filter(track => track['@type'] === 'Audio');
  const chosen = indexOfDefault(audios);
  const track = audios[chosen];
  return track ? toAudioTrack(track, chosen) : null;
}

function indexOfDefault(tracks: MediaInfoTrack[]): number {
  return Math.max(
    0,
    tracks.findIndex(track => textField(track, 'Default') === 'Yes'),
  );
}

function longest(general: MediaInfoTrack, video: VideoTrack, container: string): number | null {
  // A lie about the video's length stands in the file's own header as well.
  const lying = video.durationSeconds === null && general.FrameCount !== undefined;
  if (lying || container === 'ts' || container === 'mpg') return video.durationSeconds;
  return positiveField(general, 'Duration') ?? video.durationSeconds;
}

function refuse(code: string, message: string, cause?: unknown): never {
  throw new MediaError({ failureClass: 'input', code, message, cause });
}
