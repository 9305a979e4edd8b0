import type { Plan } from '../../../media/plan/plan.ts';
import type { Numbers } from '../constants.ts';
import { coresOf, oneCoreOf } from './cores.ts';
import { cutPieces } from './cutPieces.ts';
import { decodeSeconds, endsSeconds, startSeconds, type Work, workOf } from './work.ts';

/** How a film is cut, and what makes its pieces. */
export interface Cut {
  pieceSeconds: number;
  /** Null: the sound is one piece, and whoever plans fetches all of it as well. */
  soundSeconds: number | null;
  /** Who decodes around the joins: whoever ends last, or each worker both ends of its piece, as media/segments has it. */
  joins: 'last' | 'each';
  /** Where who makes a piece of pictures has its samples' places from: the source's index, or a part of it that comes with its message. */
  index: 'source' | 'message';
  memoryMb: number;
}

/** What there is to fetch of an object. */
export interface Reading {
  bytes: number;
  ranges: number;
}

/** What there is to do of a film, worked out once for all runs. */
export interface FilmWork {
  planSeconds: number;
  /** What the plan needs of the source besides its index. */
  planReading: Reading;
  pieces: Work[];
  /** Heads into one index, by whoever ends last. */
  mergeSeconds: number;
  /** The last look at the whole, and what of the staged pieces it needs. */
  lookSeconds: number;
  lookReading: Reading;
  mergedIndexBytes: number;
  /** Of the source: how much there is, and how long whoever has it works on it. */
  indexBytes: number;
  indexSeconds: number;
  /** Of all messages that have a part of the index: the part's bytes, and how long whoever plans works on them; null where none has. */
  sentIndexes: { bytes: number; seconds: number } | null;
}

/** Behind a join, and in the middle of each piece. */
const FRAMES_BESIDE = 5;

/** 64 packets of AAC. */
const END_SECONDS = 1.4;

export const NOTHING_TO_READ: Reading = { bytes: 0, ranges: 0 };

export function filmWork(plan: Plan, cut: Cut, numbers: Numbers): FilmWork {
  const { durationSeconds, frames, video } = plan;
  const pieces = cutPieces(durationSeconds, cut, (video.gopFrames * video.fps.den) / video.fps.num);
  const works = pieces.map(piece => workOf(piece, plan, cut.memoryMb, numbers));
  const oneCore = oneCoreOf(cut.memoryMb, numbers);
  const planSeconds = numbers.planSeconds + (numbers.planSecondsPerHour * durationSeconds) / 3_600;
  const planReading = cut.soundSeconds === null ? soundOf(works) : soundEnds(plan, numbers);
  return {
    planSeconds: planSeconds / oneCore,
    planReading,
    pieces: works.map(work => ({
      ...work,
      ...(work.kind === 'video' && cut.joins === 'last' && { checkSeconds: startSeconds(plan) }),
    })),
    mergeSeconds: (pieces.length * numbers.mergeSeconds) / oneCore,
    ...lookOf(plan, cut, pieces.length, numbers),
    mergedIndexBytes: frames * numbers.mergedIndexBytesPerFrame,
    indexBytes: frames * numbers.indexBytesPerFrame,
    indexSeconds: (frames * numbers.indexSecondsPerFrame) / oneCore,
    sentIndexes:
      cut.index === 'message'
        ? {
            bytes: frames * numbers.pieceIndexBytesPerFrame,
            seconds: (frames * numbers.pieceIndexSecondsPerFrame) / oneCore,
          }
        : null,
  };
}

/** Both ends of the sound, from which its decoder tells the length. */
function soundEnds({ audio }: Plan, { soundChunksPerSecond }: Numbers): Reading {
  const chunks = 2 * Math.ceil(END_SECONDS * soundChunksPerSecond + 1);
  return { bytes: (chunks / soundChunksPerSecond) * (audio?.bitrateKbps ?? 0) * 125, ranges: chunks };
}

function soundOf(works: Work[]): Reading {
  const sound = works.filter(({ kind }) => kind === 'sound');
  const sum = (of: 'sourceBytes' | 'ranges') => sound.reduce((total, work) => total + work[of], 0);
  return { bytes: sum('sourceBytes'), ranges: sum('ranges') };
}

function lookOf(plan: Plan, { joins, memoryMb }: Cut, pieces: number, numbers: Numbers) {
  const cores = coresOf(memoryMb, numbers);
  if (joins === 'each') return { lookSeconds: endsSeconds(plan, cores), lookReading: NOTHING_TO_READ };
  const { gopFrames, maxrateKbps, fps } = plan.video;
  const frames = gopFrames + FRAMES_BESIDE;
  const bytes = ((frames * fps.den) / fps.num) * maxrateKbps * numbers.outputShare * 125;
  return {
    lookSeconds: decodeSeconds(plan, pieces * frames, cores),
    lookReading: { bytes: pieces * bytes, ranges: 2 * pieces },
  };
}
