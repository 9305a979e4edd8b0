import type { ContainerTrack } from '../containers/containerTrack.ts';
import { type MediaInfoTrack, positiveField } from './trackField.ts';

/** How a track is named to ffmpeg and to MediaConvert. */
export interface StreamName {
  /** The n-th of its kind that is not cover art, from 0: what ffmpeg calls `0:V:n` or `0:a:n`. */
  streamIndex: number;
  /** The container's own number for it, by which ffmpeg finds it too; null where ffmpeg keeps none. */
  streamId: number | null;
}

/** ffmpeg's words for a stream of the input, to stand behind `0:`. */
export function streamSpecifier(kind: 'V' | 'a', { streamIndex, streamId }: StreamName): string {
  return streamId === null ? `${kind}:${streamIndex}` : `i:${streamId}`;
}

/** A substream of private stream 1, by its own number: `189-128` is AC-3. */
const SUBSTREAM = /^189-(\d+)$/;

/**
 * The number that MediaInfo and ffmpeg (5 to 7) both know a track by. Counting is not enough in these containers: ffmpeg
 * also counts auxiliary tracks and kinds that MediaInfo has no name for, and counts as they turn up in the data.
 */
export function streamIdOf(
  mediaInfo: MediaInfoTrack,
  { container, declared }: { container: string; declared: ContainerTrack[] },
): number | null {
  const id = positiveField(mediaInfo, 'ID');
  if (id === null) return null;
  if (container === 'mp4' || container === 'mov') {
    return declared.filter(track => track.id === id).length === 1 ? id : null;
  }
  if (container === 'ts' || container === 'wmv') return id;
  if (container !== 'mpg') return null;
  const substream = SUBSTREAM.exec(String(mediaInfo.ID))?.[1];
  // ffmpeg takes the whole start code, 0x1e0, where MediaInfo says 0xe0.
  return substream === undefined ? 0x100 + id : Number(substream);
}
