import { refuse } from '../../failures/refuse.ts';
import { aviIndexFrames } from '../containers/aviChunks.ts';
import type { BoundedReader } from '../containers/bytes/boundedReader.ts';
import { flvVideoSeconds } from '../containers/flv/flvTiming.ts';
import { matroskaStart } from '../containers/matroska/matroskaStart.ts';
import type { Mp4Index } from '../containers/mp4/mp4Index.ts';
import { mpegTiming } from '../containers/mpegTiming.ts';
import { MAX_DATA_BYTES } from './analysis/dataBudget.ts';
import type { VideoTrack } from './tracks/videoTrack.ts';

/** Sound codecs' own lead-in may lie this far below zero, seconds, and no picture with it. */
const NOT_JUST_PRIMING = -0.1;

/** What there is to tell a video's times by. */
export interface TimingSource {
  container: string;
  /** Of an MP4 or MOV. */
  index: Mp4Index | null;
  reader: BoundedReader;
  sizeBytes: number;
}

/**
 * MediaInfo's account of a video's times, set right by what the container itself says; `id` is the track's in it.
 * @throws {WorkError} input/no-frames where an MP4's index has none of it.
 */
export async function timedVideo(
  video: VideoTrack,
  id: number | null,
  { container, index, reader, sizeBytes }: TimingSource,
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
    ...((durationSeconds !== null || sizeBytes > MAX_DATA_BYTES) && { durationSeconds, frameCount: null }),
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
 * An MP4's table of frames goes before its headers, which may claim any length: nobody plays by them. Shorter than
 * the table is possible, where an edit list leaves some of the frames out.
 */
function timeByIndex(video: VideoTrack, index: Mp4Index | null, id: number | null): VideoTrack {
  const track = index?.tracks.find(one => one.id === id);
  if (!index || !track || index.fragmented) return video;
  if (track.frames === 0) refuse('no-frames', 'The video track has not a single frame in it.');
  if (track.seconds === 0) return video;
  const { frames, seconds } = track;
  const declared = video.durationSeconds ?? seconds;
  return {
    ...video,
    fps: video.fps ?? frames / seconds,
    frameCount: Math.min(video.frameCount ?? frames, frames),
    durationSeconds: declared > seconds * 1.01 + 1 ? seconds : declared,
  };
}
