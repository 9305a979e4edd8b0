import type { ContainerTrack } from '../../containers/containerTrack.ts';
import { type MediaInfoTrack, positiveField } from '../trackField.ts';
import type { AudioTrack } from './audioTrack.ts';
import { bothSides } from './bothSides.ts';
import { type LeftOutTrack, leftOut } from './leftOutTrack.ts';
import { audioRank, best, programOf, videoRank } from './rankTracks.ts';
import { audioCandidate, videoCandidate } from './trackCandidate.ts';
import type { VideoTrack } from './videoTrack.ts';

export interface TrackChoice {
  /** Null where there is none; the best there is even where it cannot be decoded. */
  video: VideoTrack | null;
  /** As MediaInfo numbers it; null where it does not. */
  videoId: number | null;
  /** Null where there is none that can be decoded. */
  audio: AudioTrack | null;
  leftOut: LeftOutTrack[];
}

/**
 * The film among a file's tracks, and its sound. Of pictures: the film before its thumbnails and its auxiliary layers,
 * what moves before what stands still, what can be decoded, what players show, what is marked as the default, the
 * larger, the first. Of sounds alike, with commentary and descriptions last; more channels count for nothing.
 */
export function chooseTracks(
  tracks: MediaInfoTrack[],
  declared: ContainerTrack[],
  container: string,
  sizeBytes: number,
): TrackChoice {
  const videos = tracks
    .filter(track => track['@type'] === 'Video')
    .flatMap((track, index) => videoCandidate(track, index, { declared, container, sizeBytes }));
  const audios = tracks
    .filter(track => track['@type'] === 'Audio')
    .map((track, index) => audioCandidate(track, index, { declared, container, sizeBytes }));
  const video = best(videos, videoRank);
  const audio = best(audios, candidate => [
    programOf(candidate) === programOf(video),
    ...audioRank(candidate),
  ]);
  const audible = audio?.decodability === 'no' ? undefined : audio;
  const sides = audible && bothSides(audible, audios);
  return {
    video: video?.track ?? null,
    videoId: video ? positiveField(video.mediaInfo, 'ID') : null,
    audio: sides ? { ...sides.left.track, right: sides.right.track } : (audible?.track ?? null),
    leftOut: [
      ...videos.filter(candidate => candidate !== video).map(candidate => leftOut('video', candidate)),
      ...audios
        .filter(candidate => candidate !== audible && candidate !== sides?.left && candidate !== sides?.right)
        .map(candidate => leftOut('audio', candidate)),
    ],
  };
}
