import { z } from 'zod';
import type { Plan } from '../../../media/plan/plan.ts';
import { SOUND_PIECE_SECONDS, soundPiecesOf } from '../../../pipeline/engines/segments/pieceSecondsOf.ts';
import preset720 from '../../../presets/720p.ts';
import preset1080 from '../../../presets/1080p.ts';
import { steady } from '../cloud/ramp.ts';
import { CONSTANTS, type Numbers, numbersOf } from '../constants.ts';
import { type FilmWork, filmWork } from '../film/filmWork.ts';
import { type Work, workOf } from '../film/work.ts';
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
  /** Heads, index, copies, the last look; predicted as the decoding of every join where it is left out. */
  finishSeconds: seconds.optional(),
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
  ...{ indexSecondsPerFrame: 0, noticeSeconds: 0, lossChance: 0, coldStartSeconds: 0 },
};
const ONE_CORE_MB = 1_769;

/** Predicts a whole run from one piece. */
export function predictTwoWorkers(inputs: TwoWorkers): TwoWorkersPrediction {
  const numbers = numbersOf({ ...HERE, sourceGopSeconds: inputs.sourceGopSeconds });
  const plan = planOf(inputs, numbers);
  const soundSeconds = soundPiecesOf(plan) > 0 ? SOUND_PIECE_SECONDS : null;
  const cut = {
    ...inputs,
    soundSeconds,
    ...{ joins: 'last' as const, index: 'source' as const },
    memoryMb: ONE_CORE_MB,
  };
  const predicted = filmWork(plan, cut, numbers);
  const one = workOf({ kind: 'video', seconds: inputs.pieceSeconds }, plan, ONE_CORE_MB, numbers);
  const slowness = (inputs.pieceEncodeSeconds ?? one.encodeSeconds) / one.encodeSeconds;
  const sounds = predicted.pieces.filter(({ kind }) => kind === 'sound').length;
  const work: FilmWork = {
    ...predicted,
    planSeconds: inputs.planSeconds,
    pieces: predicted.pieces.map(piece => ({
      ...piece,
      encodeSeconds: encodeSeconds(piece, inputs, slowness, sounds),
      checkSeconds: inputs.pieceOverheadSeconds,
    })),
    ...(inputs.finishSeconds !== undefined && { mergeSeconds: inputs.finishSeconds, lookSeconds: 0 }),
  };
  const workers = { memoryMb: ONE_CORE_MB, ramp: steady(inputs.workers), warm: inputs.workers };
  const seconds = runWork(work, workers, [1], numbers)[0]?.seconds ?? Number.NaN;
  return {
    pieces: work.pieces.length,
    seconds,
    bareSeconds: bareSeconds(inputs, slowness, numbers),
    error: inputs.measuredSeconds === undefined ? null : seconds / inputs.measuredSeconds - 1,
  };
}

function planOf({ filmSeconds, preset }: TwoWorkers, numbers: Numbers): Plan {
  return planFilm(filmSeconds, preset === '720p' ? preset720 : preset1080, numbers);
}

/** The sound's own measurement, where there is one, evenly on so many pieces; all else by the one piece of pictures. */
function encodeSeconds(
  piece: Work,
  { soundEncodeSeconds }: TwoWorkers,
  slowness: number,
  sounds: number,
): number {
  if (piece.kind === 'sound' && soundEncodeSeconds !== undefined) return soundEncodeSeconds / sounds;
  return piece.encodeSeconds * slowness;
}

/** One encode of the whole, on one core: nothing is decoded twice. */
function bareSeconds(inputs: TwoWorkers, slowness: number, numbers: Numbers): number {
  const whole = { ...numbers, sourceGopSeconds: 0 };
  const plan = planOf(inputs, whole);
  const works = (['video', 'sound'] as const).map(kind =>
    workOf({ kind, seconds: inputs.filmSeconds }, plan, ONE_CORE_MB, whole),
  );
  return works.reduce((sum, work) => sum + encodeSeconds(work, inputs, slowness, 1), 0);
}
