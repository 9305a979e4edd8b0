import { refuse } from '../../failures/refuse.ts';
import type { ContainerTrack } from '../containers/containerTrack.ts';
import type { Mp4Index } from '../containers/mp4/mp4Index.ts';
import { type MediaInfoTrack, textField } from './trackField.ts';

/** More streams than this is an attack on memory, not a film. */
const MAX_STREAMS = 32;

/** An MP4 file as far as its own index tells; `isSegment` is of one that has none (isSegment.ts). */
export type Mp4Layout = { index: Mp4Index } | { index: null; isSegment: boolean };

/**
 * What can be refused before any track is looked at closely. `declared` are the tracks by the container's own word, `mp4` is
 * null of other containers.
 * @throws {WorkError} of class `input`: too-many-streams, encrypted, unreadable, truncated, no-frames.
 */
export function checkTracks(
  tracks: MediaInfoTrack[],
  declared: ContainerTrack[],
  mp4: Mp4Layout | null,
): void {
  const streams = tracks.filter(track => ['Video', 'Audio', 'Text'].includes(String(track['@type'])));
  if (streams.length > MAX_STREAMS) {
    refuse('too-many-streams', `The file has ${streams.length} streams; at most ${MAX_STREAMS} are taken.`);
  }
  if (
    tracks.some(track => textField(track, 'Encryption') !== null) ||
    declared.some(({ encrypted }) => encrypted)
  ) {
    refuse('encrypted');
  }
  if (mp4?.index === null) refuseWithoutIndex(mp4.isSegment);
  if (mp4) checkIndex(mp4.index);
  if (streams.length > 0) return;
  if (mp4) refuse('no-frames', 'The file has an index, but not a single frame in it.');
  refuse('unreadable', 'The file holds no stream at all; the upload is probably incomplete.');
}

function refuseWithoutIndex(isSegment: boolean): never {
  return isSegment
    ? refuse(
        'unreadable',
        "The file is one segment of a stream, without the stream's start; upload the whole video.",
      )
    : refuse('unreadable', "The file's index is missing or cut off; the upload is probably incomplete.");
}

function checkIndex(index: Mp4Index): void {
  if (index.tracks.some(({ damaged }) => damaged)) {
    refuse('unreadable', "The file's index is damaged: it claims more frames than it lists.");
  }
  if (index.missingBytes > 0) {
    refuse('truncated', `The file ends ${index.missingBytes} bytes too early; upload it again.`);
  }
}
