import type { ContainerTrack } from '../../containers/containerTrack.ts';
import { streamIdOf } from '../streamId.ts';
import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';
import { type AudioTrack, toAudioTrack } from './audioTrack.ts';
import { type Decodability, decodability } from './takenCodecs.ts';
import { toVideoTrack, type VideoTrack } from './videoTrack.ts';

/** The file that the tracks are of. */
export interface TrackFile {
  declared: ContainerTrack[];
  container: string;
  sizeBytes: number;
}

/** A track with all that is known of it. */
export interface Candidate<Track> {
  track: Track;
  mediaInfo: MediaInfoTrack;
  declared: ContainerTrack | undefined;
  /** An MP4's sample entry; null in other containers. */
  entry: string | null;
  decodability: Decodability;
}

/** Of the `index`-th video track; none where it tells no size. */
export function videoCandidate(
  mediaInfo: MediaInfoTrack,
  index: number,
  file: TrackFile,
): Candidate<VideoTrack>[] {
  const declared = declaredOf(mediaInfo, 'video', file.declared);
  const name = { streamIndex: index, streamId: streamIdOf(mediaInfo, file) };
  const track = toVideoTrack(mediaInfo, name, declared, file.sizeBytes);
  if (!track) return [];
  const entry = entryOf(declared, file);
  return [
    { track, mediaInfo, declared, entry, decodability: decodability('video', track.codec, mediaInfo, entry) },
  ];
}

/** Of the `index`-th audio track. */
export function audioCandidate(
  mediaInfo: MediaInfoTrack,
  index: number,
  file: TrackFile,
): Candidate<AudioTrack> {
  const declared = declaredOf(mediaInfo, 'audio', file.declared);
  const track = toAudioTrack(
    mediaInfo,
    { streamIndex: index, streamId: streamIdOf(mediaInfo, file) },
    declared,
  );
  const entry = entryOf(declared, file);
  const judged = decodability('audio', track.codec, mediaInfo, entry);
  return { track, mediaInfo, declared, entry, decodability: track.floatSamples === null ? judged : 'yes' };
}

function entryOf(declared: ContainerTrack | undefined, { container }: TrackFile): string | null {
  return declared && (container === 'mp4' || container === 'mov') ? declared.codecId : null;
}

function declaredOf(
  mediaInfo: MediaInfoTrack,
  kind: ContainerTrack['kind'],
  declared: ContainerTrack[],
): ContainerTrack | undefined {
  const id = positiveField(mediaInfo, 'ID');
  return declared.find(track => track.kind === kind && track.id === id);
}

/** What a track is there for; the film, where its container does not tell. */
export function partOf(declared: ContainerTrack | undefined): ContainerTrack['part'] {
  return declared?.part ?? 'film';
}

/** AC-3 says itself that it is for the visually impaired (VI) or a commentary (C). */
export function isCommentary(declared: ContainerTrack | undefined, mediaInfo: MediaInfoTrack): boolean {
  return partOf(declared) === 'commentary' || ['VI', 'C'].includes(textField(mediaInfo, 'ServiceKind') ?? '');
}

export function isDefault(declared: ContainerTrack | undefined, mediaInfo: MediaInfoTrack): boolean {
  return declared?.isDefault ?? textField(mediaInfo, 'Default') === 'Yes';
}
