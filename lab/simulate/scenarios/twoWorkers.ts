import { z } from 'zod';
import preset720 from '../../../presets/720p.ts';
import preset1080 from '../../../presets/1080p.ts';
import { steady } from '../cloud/ramp.ts';
import { CONSTANTS, type Numbers, numbersOf } from '../constants.ts';
import { cutPieces } from '../film/cutPieces.ts';
import { type FilmWork, NOTHING_TO_READ } from '../film/filmWork.ts';
import { workOf } from '../film/work.ts';
import { planFilm, runWork } from './runFilms.ts';

const seconds = z.number().nonnegative();

/** What is measured of a run on one machine, all of it on one core. Whatever is left out is predicted, or a guess. */
export const twoWorkersSchema = z.strictObject({
  filmSeconds: z.number().positive().default(180),
  preset: z.enum(['720p', '1080p']).default('1080p'),
  pieceSeconds: z.number().positive().default(15),
  /** Between two key frames of the source: half of it is decoded for nothing a piece. */
  sourceGopSeconds: seconds.default(CONSTANTS.sourceGopSeconds.value),
  workers: z.int().min(1).max(100).default(2),
  /** The one measurement that the rest is predicted from: ffmpeg's seconds for one piece of pictures. */
  pieceEncodeSeconds: z.number().positive().optional(),
  /** ffmpeg's seconds for all of the sound. */
  soundEncodeSeconds: seconds.optional(),
  /** From the upload to the first piece's message: notice, probe, index, plan. */
  planSeconds: seconds.default(0.8),
  /** Of a piece besides its encode: fetched, checked, staged, recorded. */
  pieceOverheadSeconds: seconds.default(0.5),
  /** Heads, index, copies, the last look. */
  finishSeconds: seconds.default(0.7),
  /** Of a real run, to be compared. */
  measuredSeconds: z.number().positive().optional(),
});

export type TwoWorkers = z.infer<typeof twoWorkersSchema>;

export interface TwoWorkersPrediction {
  pieces: number;
  seconds: number;
  /** Of ffmpeg on the whole film, on one core. */
  bareSeconds: number;
  /** How far the prediction is from the measured run, as a part of that; null without one. */
  error: number | null;
}

/** One core of this machine, nothing scatters, and whatever takes time is in the inputs. */
const HERE: Partial<Numbers> = {
  ...{
    vcpuSpeed: 1,
    encodeSpread: 0,
    firstByteSeconds: 0,
    networkMbPerSecond: Number.POSITIVE_INFINITY,
    copySeconds: 0,
  },
  ...{ completeSeconds: 0, ledgerSeconds: 0, sendSeconds: 0, messageSeconds: 0, topicSeconds: 0 },
  ...{ noticeSeconds: 0, lossChance: 0, coldStartSeconds: 0 },
};
const ONE_CORE_MB = 1_769;

/** Predicts a whole run from one piece. */
export function predictTwoWorkers(inputs: TwoWorkers): TwoWorkersPrediction {
  const numbers = numbersOf({ ...HERE, sourceGopSeconds: inputs.sourceGopSeconds });
  const plan = planFilm(inputs.filmSeconds, inputs.preset === '720p' ? preset720 : preset1080, numbers);
  const gopSeconds = (plan.video.gopFrames * plan.video.fps.den) / plan.video.fps.num;
  const pieces = cutPieces(inputs.filmSeconds, { ...inputs, soundSeconds: null }, gopSeconds);
  const encodeSeconds = (kind: 'video' | 'sound', length: number) =>
    workOf({ kind, seconds: length }, plan, ONE_CORE_MB, numbers).encodeSeconds;
  const predicted = encodeSeconds('video', inputs.pieceSeconds);
  const slowness = (inputs.pieceEncodeSeconds ?? predicted) / predicted;
  const work: FilmWork = {
    planSeconds: inputs.planSeconds,
    planReading: NOTHING_TO_READ,
    pieces: pieces.map(piece => ({
      ...workOf(piece, plan, ONE_CORE_MB, numbers),
      encodeSeconds:
        (piece.kind === 'sound' ? inputs.soundEncodeSeconds : undefined) ??
        encodeSeconds(piece.kind, piece.seconds) * slowness,
      checkSeconds: inputs.pieceOverheadSeconds,
    })),
    mergeSeconds: inputs.finishSeconds,
    lookSeconds: 0,
    lookReading: NOTHING_TO_READ,
    indexBytes: 0,
  };
  const films = { memoryMb: ONE_CORE_MB, ramp: steady(inputs.workers), warm: inputs.workers };
  const [run] = runWork(work, films, [1], numbers);
  const wall = run?.seconds ?? Number.NaN;
  return {
    pieces: pieces.length,
    seconds: wall,
    bareSeconds: bareSeconds(inputs, numbers) * slowness,
    error: inputs.measuredSeconds === undefined ? null : wall / inputs.measuredSeconds - 1,
  };
}

/** One encode of the whole, on one core: nothing is decoded twice. */
function bareSeconds({ filmSeconds, preset }: TwoWorkers, numbers: Numbers): number {
  const whole = { ...numbers, sourceGopSeconds: 0 };
  const plan = planFilm(filmSeconds, preset === '720p' ? preset720 : preset1080, whole);
  const encode = (kind: 'video' | 'sound') =>
    workOf({ kind, seconds: filmSeconds }, plan, ONE_CORE_MB, whole).encodeSeconds;
  return encode('video') + encode('sound');
}
