import type { ToldTrack } from '../../containers/toldTrack.ts';
import { streamIdOf } from '../streamId.ts';
import { type MediaInfoTrack, positiveField, textField } from '../trackField.ts';
import { type AudioTrack, toAudioTrack } from './audioTrack.ts';
import { isPicture } from './isPicture.ts';
import { type Decodability, decodability } from './takenCodecs.ts';
import { toVideoTrack, type VideoTrack } from './videoTrack.ts';

export interface TrackChoice {
  /** Null where there is none; the best there is even where it cannot be decoded. */
  video: VideoTrack | null;
  /** As MediaInfo numbers it; null where it does not. */
  videoId: number | null;
  /** Null where there is none that can be decoded. */
  audio: AudioTrack | null;
  leftOut: LeftOutTrack[];
}

/** A track that nothing is made of. */
export interface LeftOutTrack {
  kind: 'video' | 'audio';
  codec: string;
  reason: 'codec' | 'disabled' | 'picture' | 'auxiliary' | 'commentary' | 'other';
}

/** The file that the tracks are of. */
interface TrackFile {
  told: ToldTrack[];
  container: string;
  sizeBytes: number;
}

/** A track with all that is known of it. */
interface Candidate<Track> {
  track: Track;
  mediaInfo: MediaInfoTrack;
  told: ToldTrack | undefined;
  /** An MP4's sample entry; null in other containers. */
  entry: string | null;
  decodability: Decodability;
}

/**
 * The film among a file's tracks, and its sound. Of pictures: the film before its thumbnails and its auxiliary layers,
 * what moves before what stands still, what can be decoded, what players show, what is marked as the default, the
 * larger, the first. Of sounds alike, with commentary and descriptions last; more channels count for nothing.
 */
export function chooseTracks(
  tracks: MediaInfoTrack[],
  told: ToldTrack[],
  container: string,
  sizeBytes: number,
): TrackChoice {
  const videos = tracks
    .filter(track => track['@type'] === 'Video')
    .flatMap((track, index) => videoCandidate(track, index, { told, container, sizeBytes }));
  const audios = tracks
    .filter(track => track['@type'] === 'Audio')
    .map((track, index) => audioCandidate(track, index, { told, container, sizeBytes }));
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

/**
 * A camera's or a mixer's two tracks of one channel each, where their layouts say that they are the sides of one sound.
 * Which of them is enabled is no matter: ffmpeg switches off all but the first of any file it copies.
 */
function bothSides(
  chosen: Candidate<AudioTrack>,
  audios: Candidate<AudioTrack>[],
): { left: Candidate<AudioTrack>; right: Candidate<AudioTrack> } | undefined {
  const side = sideOf(chosen);
  if (side === null) return undefined;
  const other = audios.find(
    candidate =>
      sideOf(candidate) === (side === 'L' ? 'R' : 'L') &&
      candidate.track.codec === chosen.track.codec &&
      candidate.track.sampleRateHz === chosen.track.sampleRateHz &&
      candidate.decodability === chosen.decodability &&
      isCommentary(candidate.told, candidate.mediaInfo) === isCommentary(chosen.told, chosen.mediaInfo),
  );
  if (other === undefined) return undefined;
  return side === 'L' ? { left: chosen, right: other } : { left: other, right: chosen };
}

function sideOf({ track, mediaInfo }: Candidate<AudioTrack>): 'L' | 'R' | null {
  const layout = track.channels === 1 ? textField(mediaInfo, 'ChannelLayout') : null;
  return layout === 'L' || layout === 'R' ? layout : null;
}

function videoCandidate(mediaInfo: MediaInfoTrack, index: number, file: TrackFile): Candidate<VideoTrack>[] {
  const told = toldOf(mediaInfo, 'video', file.told);
  const name = { streamIndex: index, streamId: streamIdOf(mediaInfo, file) };
  const track = toVideoTrack(mediaInfo, name, told, file.sizeBytes);
  if (!track) return [];
  const entry = entryOf(told, file);
  return [
    { track, mediaInfo, told, entry, decodability: decodability('video', track.codec, mediaInfo, entry) },
  ];
}

function audioCandidate(mediaInfo: MediaInfoTrack, index: number, file: TrackFile): Candidate<AudioTrack> {
  const told = toldOf(mediaInfo, 'audio', file.told);
  const track = toAudioTrack(mediaInfo, { streamIndex: index, streamId: streamIdOf(mediaInfo, file) }, told);
  const entry = entryOf(told, file);
  const judged = decodability('audio', track.codec, mediaInfo, entry);
  return { track, mediaInfo, told, entry, decodability: track.floatSamples === null ? judged : 'yes' };
}

function entryOf(told: ToldTrack | undefined, { container }: TrackFile): string | null {
  return told && (container === 'mp4' || container === 'mov') ? told.codecId : null;
}

function toldOf(
  mediaInfo: MediaInfoTrack,
  kind: ToldTrack['kind'],
  told: ToldTrack[],
): ToldTrack | undefined {
  const id = positiveField(mediaInfo, 'ID');
  return told.find(track => track.kind === kind && track.id === id);
}

type Rank = (number | boolean)[];

const DECODABILITY_RANK: Record<Decodability, number> = { no: 0, unknown: 1, yes: 2 };

function videoRank({ track, mediaInfo, told, decodability }: Candidate<VideoTrack>): Rank {
  return [
    partOf(told) !== 'auxiliary',
    partOf(told) === 'film',
    !isPicture(track, mediaInfo),
    DECODABILITY_RANK[decodability],
    told?.enabled ?? true,
    isDefault(told, mediaInfo),
    track.width * track.height,
  ];
}

function audioRank({ mediaInfo, told, decodability }: Candidate<AudioTrack>): Rank {
  return [
    DECODABILITY_RANK[decodability],
    told?.enabled ?? true,
    !isCommentary(told, mediaInfo),
    isDefault(told, mediaInfo),
  ];
}

function partOf(told: ToldTrack | undefined): ToldTrack['part'] {
  return told?.part ?? 'film';
}

/** AC-3 says itself that it is for the visually impaired (VI) or a commentary (C). */
function isCommentary(told: ToldTrack | undefined, mediaInfo: MediaInfoTrack): boolean {
  return partOf(told) === 'commentary' || ['VI', 'C'].includes(textField(mediaInfo, 'ServiceKind') ?? '');
}

function isDefault(told: ToldTrack | undefined, mediaInfo: MediaInfoTrack): boolean {
  return told?.isDefault ?? textField(mediaInfo, 'Default') === 'Yes';
}

/** Of a transport stream's several programmes, whose sound is their own; null elsewhere. */
function programOf(candidate: Candidate<unknown> | undefined): string | null {
  const order = candidate ? textField(candidate.mediaInfo, 'StreamOrder') : null;
  return order?.includes('-') ? (order.split('-')[0] ?? null) : null;
}

/** The first of those that nothing ranks above. */
function best<T>(candidates: T[], rankOf: (candidate: T) => Rank): T | undefined {
  const ranked = candidates.map(candidate => ({ candidate, rank: rankOf(candidate) }));
  return ranked.sort((one, other) => compare(other.rank, one.rank))[0]?.candidate;
}

function compare(one: Rank, other: Rank): number {
  const differing = one.findIndex((value, index) => value !== other[index]);
  return differing === -1 ? 0 : Number(one[differing]) - Number(other[differing]);
}

function leftOut(
  kind: LeftOutTrack['kind'],
  candidate: Candidate<VideoTrack> | Candidate<AudioTrack>,
): LeftOutTrack {
  const { track, entry, decodability } = candidate;
  // Behind a tag that nobody decodes MediaInfo may well find what somebody would.
  const codec = decodability === 'no' ? (entry ?? track.codec) : track.codec;
  return { kind, codec, reason: reasonOf(candidate) };
}

function reasonOf(candidate: Candidate<VideoTrack> | Candidate<AudioTrack>): LeftOutTrack['reason'] {
  const { told, mediaInfo, track } = candidate;
  if (candidate.decodability === 'no') return 'codec';
  if (told && !told.enabled) return 'disabled';
  if (partOf(told) === 'auxiliary') return 'auxiliary';
  if ('width' in track && (partOf(told) === 'picture' || isPicture(track, mediaInfo))) return 'picture';
  return isCommentary(told, mediaInfo) ? 'commentary' : 'other';
}
