import { refuse } from '../../failures/refuse.ts';
import { MAX_SECONDS } from '../accepted.ts';
import { type BoundedReader, boundedReader, type ReadRange } from '../containers/bytes/boundedReader.ts';
import { type Clock, clockOf } from '../containers/clock.ts';
import { isCutOff } from '../containers/isCutOff.ts';
import { readMatroskaTracks } from '../containers/matroska/matroskaTracks.ts';
import { fetchIndex } from '../containers/mp4/fetchIndex.ts';
import { isSegment } from '../containers/mp4/isSegment.ts';
import { type Mp4Index, readMp4Index } from '../containers/mp4/mp4Index.ts';
import { readMp4Tracks } from '../containers/mp4/mp4Tracks.ts';
import { roughTolerance } from '../containers/roughTolerance.ts';
import { LIST_HEAD_BYTES, listKind } from '../containers/sniff/listKind.ts';
import type { Analyze } from './analysis/analyze.ts';
import { readMediaInfo } from './analysis/readMediaInfo.ts';
import { checkTracks, type Mp4Layout } from './checkTracks.ts';
import { containerOf } from './containerOf.ts';
import { timedVideo } from './timedVideo.ts';
import { type MediaInfoTrack, positiveField } from './trackField.ts';
import type { AudioTrack } from './tracks/audioTrack.ts';
import { chooseTracks } from './tracks/chooseTracks.ts';
import type { LeftOutTrack } from './tracks/leftOutTrack.ts';
import type { VideoTrack } from './tracks/videoTrack.ts';

/** What a file holds, as far as its headers can be believed. */
export interface Probe {
  /** `mp4`, `mov`, `mkv`, `webm`, `avi`, `flv`, `ts`, `mpg`, `wmv`, ... */
  container: string;
  sizeBytes: number;
  /** Of the longest stream, of FLV and MPEG's streams the video; null where the file does not tell. */
  durationSeconds: number | null;
  encrypted: boolean;
  /** The film among the video tracks (chooseTracks.ts); cover art is not video. */
  video: VideoTrack;
  /** The film's sound; null where there is none that can be decoded. */
  audio: AudioTrack | null;
  /** The other tracks of pictures and sound. */
  leftOut: LeftOutTrack[];
  /** What the probe itself fetched. */
  bytesRead: number;
  clock: Clock;
  /** Its end is missing, of a container that is made to survive that: what is there can be made. */
  incomplete: boolean;
  /** The index stands before the data, so that playing starts at once; null where the format has no such thing. */
  faststart: boolean | null;
}

/** The most a probe may fetch of one file: real files take under 2 MB, noise is given up on at this. */
export const PROBE_BUDGET_BYTES = 32 * 1024 * 1024;

/**
 * Reads a file's headers, by ranges and within a budget, with MediaInfo wherever that runs: a thread of ours, or one of a browser.
 * `dataBytes` is how much of its pictures and sound MediaInfo is shown, by default as much as anybody's file needs.
 * @throws {WorkError} of class `input`: empty, unreadable, container, no-video, no-frames, truncated, encrypted,
 * too-many-streams. Whatever `readRange` throws comes through as it is.
 */
export async function probeWith(
  analyze: Analyze,
  readRange: ReadRange,
  sizeBytes: number,
  dataBytes?: number,
): Promise<Probe> {
  if (sizeBytes === 0) refuse('empty');
  const reader = boundedReader(readRange, sizeBytes, PROBE_BUDGET_BYTES);
  const list = listKind(await reader.read(0, LIST_HEAD_BYTES));
  if (list) refuse('container', `The file is ${list}, not a video; upload the video itself.`);
  await fetchIndex(reader, sizeBytes);
  const tracks = await readMediaInfo(analyze, reader, sizeBytes, dataBytes);
  const general = tracks.find(track => track['@type'] === 'General') ?? {};
  const movie = await readMp4Tracks(reader, sizeBytes);
  const container = containerOf(general, tracks, movie);
  const isMp4 = container === 'mp4' || container === 'mov';
  const mp4 = isMp4 ? await readMp4(reader, sizeBytes) : null;
  const index = mp4?.index ?? null;
  const declared = movie ?? (await readMatroskaTracks(reader, sizeBytes)) ?? [];
  checkTracks(tracks, declared, mp4);
  const chosen = chooseTracks(tracks, declared, container, sizeBytes);
  if (chosen.video === null) refuse('no-video');
  if (index?.empty) {
    refuse('no-frames', 'The file is the first piece of a stream, without a single frame; upload all of it.');
  }
  const video = await timedVideo(chosen.video, chosen.videoId, { container, index, reader, sizeBytes });
  return {
    container,
    sizeBytes,
    durationSeconds: longest(general, video, container),
    encrypted: false,
    video,
    audio: chosen.audio,
    leftOut: chosen.leftOut,
    clock: clockOf(container, index, chosen.videoId),
    incomplete:
      (await isCutOff(container, index, reader, sizeBytes)) ||
      (!reader.exhausted && lacksFragments(general, index)),
    bytesRead: reader.bytesRead,
    faststart: isMp4 ? general.IsStreamable === 'Yes' : null,
  };
}

async function readMp4(reader: BoundedReader, sizeBytes: number): Promise<Mp4Layout> {
  const index = await readMp4Index(reader, sizeBytes);
  return index ? { index } : { index, isSegment: await isSegment(reader, sizeBytes) };
}

/**
 * Whether fragments are missing that a length ahead of them announces. MediaInfo has counted those that are there; the
 * announced length is that of the longest track.
 */
function lacksFragments(general: MediaInfoTrack, index: Mp4Index | null): boolean {
  const found = positiveField(general, 'Duration');
  const announced = index?.fragmentSeconds ?? null;
  if (found === null || announced === null || announced > MAX_SECONDS) return false;
  return announced > found + roughTolerance(announced);
}

function longest(general: MediaInfoTrack, video: VideoTrack, container: string): number | null {
  // A lie about the video's length stands in the file's own header as well.
  const lying = video.durationSeconds === null && general.FrameCount !== undefined;
  if (lying || container === 'ts' || container === 'mpg') return video.durationSeconds;
  if (container === 'flv' && video.durationSeconds !== null) return video.durationSeconds;
  const declared = positiveField(general, 'Duration');
  return declared === null ? video.durationSeconds : Math.max(declared, video.durationSeconds ?? 0);
}
