import type { Plan } from '../../../media/plan/plan.ts';
import { predictDecode, predictEncode } from '../../../media/plan/predict.ts';
import { MORE_BITS, secondsAhead } from '../../../media/segments/index.ts';
import type { Numbers } from '../constants.ts';
import { coresOf, oneCoreOf } from './cores.ts';
import type { Piece } from './cutPieces.ts';

/** What one worker does to one piece, before chance has its say. */
export interface Work {
  kind: Piece['kind'];
  /** Of the film. */
  seconds: number;
  sourceBytes: number;
  /** Of the source: a piece's pictures lie together, its sound lies between them. */
  ranges: number;
  encodeSeconds: number;
  checkSeconds: number;
  outputBytes: number;
}

/** By the prediction that the router uses, too. */
export function workOf({ kind, seconds }: Piece, plan: Plan, memoryMb: number, numbers: Numbers): Work {
  const work = kind === 'video' ? videoWork : soundWork;
  return work(seconds, plan, memoryMb, numbers);
}

function videoWork(seconds: number, plan: Plan, memoryMb: number, numbers: Numbers): Work {
  const fps = plan.video.fps.num / plan.video.fps.den;
  // On the average half a GOP lies between the key frame before and the piece's first frame.
  const decodedSeconds = seconds + numbers.sourceGopSeconds / 2;
  const cores = coresOf(memoryMb, numbers);
  const piece: Plan = {
    ...plan,
    audio: null,
    durationSeconds: seconds,
    frames: seconds * fps,
    source: { ...plan.source, frames: decodedSeconds * fps },
  };
  return {
    ...{ kind: 'video', seconds },
    sourceBytes: decodedSeconds * numbers.sourceKbps * 125,
    ranges: 1,
    encodeSeconds: predictEncode(piece, cores).seconds,
    checkSeconds: endsSeconds(plan, cores),
    outputBytes: seconds * plan.video.maxrateKbps * numbers.outputShare * 125,
  };
}

/** A part of the whole takes what its encoder needs ahead, and more bits. */
function soundWork(seconds: number, plan: Plan, memoryMb: number, numbers: Numbers): Work {
  const { audio, durationSeconds } = plan;
  const isPart = seconds < durationSeconds;
  const read = seconds + (isPart && audio ? secondsAhead({ rate: audio.sampleRateHz }) : 0);
  const bytesPerSecond = (audio?.bitrateKbps ?? 0) * 125;
  return {
    ...{ kind: 'sound', seconds },
    sourceBytes: read * bytesPerSecond,
    ranges: Math.ceil(read * numbers.soundChunksPerSecond),
    encodeSeconds: startSeconds(plan) + soundCoreSeconds(read, plan) / oneCoreOf(memoryMb, numbers),
    checkSeconds: 0,
    outputBytes: seconds * bytesPerSecond * (isPart ? MORE_BITS : 1),
  };
}

/** Both ends of a piece, or of any output, decoded once, each from its GOP's key frame. */
export function endsSeconds(plan: Plan, cores: number): number {
  return decodeSeconds(plan, 2 * plan.video.gopFrames, cores);
}

/** So many frames of the output decoded in one go. */
export function decodeSeconds(plan: Plan, frames: number, cores: number): number {
  const { width, height, codec } = plan.video;
  return startSeconds(plan) + predictDecode({ width, height, codec, frames }) / cores;
}

/** What predict.ts takes for starting ffmpeg at all. */
export function startSeconds(plan: Plan): number {
  const nothing = { ...plan, audio: null, frames: 0, source: { ...plan.source, frames: 0 } };
  return predictEncode(nothing, 1).seconds;
}

function soundCoreSeconds(seconds: number, plan: Plan): number {
  const length = { ...plan, durationSeconds: seconds };
  return predictEncode(length, 1).seconds - predictEncode({ ...length, audio: null }, 1).seconds;
}
