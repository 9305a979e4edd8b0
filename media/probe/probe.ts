import { refuse } from '../../failures/refuse.ts';
import { LONGEST_SECONDS } from '../accepted.ts';
import { aviIndexFrames } from '../containers/aviChunks.ts';
import { type BoundedReader, boundedReader, type ReadRange } from '../containers/bytes/boundedReader.ts';
import { type Clock, clockOf } from '../containers/clock.ts';
import { flvVideoSeconds } from '../containers/flv/flvTiming.ts';
import { isCutOff } from '../containers/isCutOff.ts';
import { LIST_HEAD_BYTES, listKind } from '../containers/listKind.ts';
import { matroskaStart } from '../containers/matroska/matroskaStart.ts';
import { readMatroskaTracks } from '../containers/matroska/matroskaTracks.ts';
import { isSegment } from '../containers/mp4/isSegment.ts';
import { type Mp4Index, readMp4Index } from '../containers/mp4/mp4Index.ts';
import { readMp4Tracks } from '../containers/mp4/mp4Tracks.ts';
import { mpegTiming } from '../containers/mpegTiming.ts';
import { roughTolerance } from '../containers/roughTolerance.ts';
import { AnalysisError } from './analysis/analysisThread.ts';
import { analyzeMedia, DATA_BYTES } from './analysis/analyzeMedia.ts';
import { checkTracks, type Mp4Told } from './checkTracks.ts';
import { containerOf } from './containerOf.ts';
import { type MediaInfoTrack, positiveField } from './trackField.ts';
import type { AudioTrack } from './tracks/audioTrack.ts';
import { chooseTracks, type LeftOutTrack } from './tracks/chooseTracks.ts';
import type { VideoTrack } from './tracks/videoTrack.ts';

export type { ReadRange } from '../containers/bytes/boundedReader.ts';
export type { AudioTrack } from './tracks/audioTrack.ts';
export type { VideoTrack } from './tracks/videoTrack.ts';

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

/** Sound codecs' own lead-in may lie this far below zero, seconds, and no picture with it. */
const NOT_JUST_PRIMING = -0.1;

/**
 * Reads a file's headers, by ranges and within a budget.
 * @throws {WorkError} of class `input`: empty, unreadable, container, no-video, no-frames, truncated, encrypted,
 * too-many-streams. Whatever `readRange` throws comes through as it is.
 */
export async function probe(readRange: ReadRange, sizeBytes: number): Promise<Probe> {
  if (sizeBytes === 0) refuse('empty');
  const reader = boundedReader(readRange, sizeBytes, PROBE_BUDGET_BYTES);
  const list = listKind(await reader.read(0, LIST_HEAD_BYTES));
  if (list) refuse('container', `The file is ${list}, not a video; upload the video itself.`);
  const tracks = await analyze(reader, sizeBytes);
  const general = tracks.find(track => track['@type'] === 'General') ?? {};
  const movie = await readMp4Tracks(reader, sizeBytes);
  const container = containerOf(general, tracks, movie);
  const isMp4 = container === 'mp4' || container === 'mov';
  const mp4 = isMp4 ? await readMp4(reader, sizeBytes) : null;
  const index = mp4?.index ?? null;
  const told = movie ?? (await readMatroskaTracks(reader, sizeBytes)) ?? [];
  checkTracks(tracks, told, mp4);
  const chosen = chooseTracks(tracks, told, container, sizeBytes);
  if (chosen.video === null) refuse('no-video');
  if (index?.empty) {
    refuse('no-frames', 'The file is the first piece of a stream, without a single frame; upload all of it.');
  }
  const video = await timed(chosen.video, chosen.videoId, container, index, reader, sizeBytes);
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

async function readMp4(reader: BoundedReader, sizeBytes: number): Promise<Mp4Told> {
  const index = await readMp4Index(reader, sizeBytes);
  return index ? { index } : { index, isSegment: await isSegment(reader, sizeBytes) };
}

/** MediaInfo's account of time, set right by what the container itself says. */
async function timed(
  video: VideoTrack,
  id: number | null,
  container: string,
  index: Mp4Index | null,
  reader: BoundedReader,
  sizeBytes: number,
): Promise<VideoTrack> {
  if (container === 'ts' || container === 'mpg') return timeByStream(video, id, container, reader, sizeBytes);
  if (container === 'flv') return timeByTags(video, await flvVideoSeconds(reader, sizeBytes, video));
  if (container === 'avi') return timeByFrames(video, await aviIndexFrames(reader, sizeBytes, id ?? 0));
  if (container !== 'mkv' && container !== 'webm') return timeByIndex(video, index, id);
  const { seconds, fps } = await matroskaStart(reader, sizeBytes);
  if (seconds > NOT_JUST_PRIMING) return video;
  const rate = video.fps ?? fps;
  const durationSeconds = video.durationSeconds === null ? null : video.durationSeconds - seconds;
  return { ...video, untimed: true, fps: rate, variableFps: false, frameCount: null, durationSeconds };
}

async function analyze(reader: BoundedReader, sizeBytes: number): Promise<MediaInfoTrack[]> {
  try {
    return await analyzeMedia(reader, sizeBytes);
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    const message =
      error.reason === 'stopped'
        ? 'Reading what the file says of itself takes longer than for any video; it is damaged.'
        : 'The file is damaged beyond reading, or is not a video.';
    return refuse('unreadable', message, { cause: error });
  }
}

/**
 * What the stream's own clock tells goes before what MediaInfo says, which is the length of no more than it has
 * read: of a larger file that is a lie.
 */
async function timeByStream(
  video: VideoTrack,
  id: number | null,
  container: 'ts' | 'mpg',
  reader: BoundedReader,
  sizeBytes: number,
): Promise<VideoTrack> {
  const { fps, durationSeconds } = await mpegTiming(container, id, reader, sizeBytes);
  return {
    ...video,
    ...(video.fps === null && fps !== null && { fps, variableFps: false }),
    ...((durationSeconds !== null || sizeBytes > DATA_BYTES) && { durationSeconds, frameCount: null }),
  };
}

/** An AVI's index goes before its header, which may claim any length: players go by the index. */
function timeByFrames(video: VideoTrack, frames: number | null): VideoTrack {
  if (frames === null || frames === 0 || video.fps === null) return video;
  return { ...video, frameCount: frames, durationSeconds: frames / video.fps };
}

/** What the tags tell goes before what MediaInfo says, which takes a late clock or long sound for pictures. */
function timeByTags(video: VideoTrack, durationSeconds: number | null): VideoTrack {
  return durationSeconds === null ? video : { ...video, durationSeconds, frameCount: null };
}

/**
 * Whether fragments are missing that a length ahead of them announces. MediaInfo has counted those that are there; the
 * announced length is that of the longest track.
 */
function lacksFragments(general: MediaInfoTrack, index: Mp4Index | null): boolean {
  const found = positiveField(general, 'Duration');
  const announced = index?.fragmentSeconds ?? null;
  if (found === null || announced === null || announced > LONGEST_SECONDS) return false;
  return announced > found + roughTolerance(announced);
}

/**
 * An MP4's table of frames goes before its headers, which may claim any length: nobody plays by them. Shorter than
 * the table is possible, where an edit list leaves some of the frames out.
 */
function timeByIndex(video: VideoTrack, index: Mp4Index | null, id: number | null): VideoTrack {
  const track = index?.tracks.find(one => one.id === id);
  if (!index || !track || index.fragmented) return video;
  if (track.frames === 0) refuse('no-frames', 'The video track has not a single frame in it.');
  if (track.seconds === 0) return video;
  const { frames, seconds } = track;
  const told = video.durationSeconds ?? seconds;
  return {
    ...video,
    fps: video.fps ?? frames / seconds,
    frameCount: Math.min(video.frameCount ?? frames, frames),
    durationSeconds: told > seconds * 1.01 + 1 ? seconds : told,
  };
}

function longest(general: MediaInfoTrack, video: VideoTrack, container: string): number | null {
  // A lie about the video's length stands in the file's own header as well.
  const lying = video.durationSeconds === null && general.FrameCount !== undefined;
  if (lying || container === 'ts' || container === 'mpg') return video.durationSeconds;
  if (container === 'flv' && video.durationSeconds !== null) return video.durationSeconds;
  const told = positiveField(general, 'Duration');
  return told === null ? video.durationSeconds : Math.max(told, video.durationSeconds ?? 0);
}
