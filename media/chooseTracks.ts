import { type AudioTrack, toAudioTrack } from './audioTrack.ts';
import type { BoundedReader } from './boundedReader.ts';
import { buffer } from './mp4Boxes.ts';
import { type MediaInfoTrack, positiveField, textField } from './trackField.ts';
import { toVideoTrack, type VideoTrack } from './videoTrack.ts';

/** These keep their alpha in a layer of its own, which only Matroska and WebM tell of, ahead of the pictures. */
const ALPHA_CODECS = new Set(['vp8', 'vp9']);
const ALPHA_HEAD_BYTES = 16 * 1024;

/** The video track to make the film of, with its id in the container; null where there is none. */
export function chooseVideo(
  tracks: MediaInfoTrack[],
  sizeBytes: number,
  alphaMode: boolean,
): { video: VideoTrack; id: number | null } | null {
  const videos = tracks.filter(track => track['@type'] === 'Video');
  const chosen = indexOfDefault(videos);
  const track = videos[chosen];
  const video = track ? toVideoTrack(track, chosen, sizeBytes) : null;
  if (video && ALPHA_CODECS.has(video.codec)) video.alpha = alphaMode;
  return track && video ? { video, id: positiveField(track, 'ID') } : null;
}

/** Matroska's AlphaMode (element 0x53C0) set to 1, by its bytes: MediaInfo does not tell of it. */
export async function hasAlphaMode(reader: BoundedReader): Promise<boolean> {
  return buffer(await reader.read(0, ALPHA_HEAD_BYTES)).includes(Buffer.from('53c08101', 'hex'));
}

/** The sound that goes with it; null where there is none. */
export function chooseAudio(tracks: MediaInfoTrack[]): AudioTrack | null {
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
