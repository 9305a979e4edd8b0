import type { StepRecord } from '../../../contract/ledger/film.ts';
import { median } from '../meter/figures.ts';
import { filmItems } from './filmItems.ts';
import type { FilmStack } from './filmStack.ts';

/** What one film's steps took, seconds, by the ledger. */
export interface StepTimes {
  pieces: number;
  /** ffmpeg's part of one piece of pictures, the median one: the first is made while all else starts. */
  pieceEncodeSeconds: number;
  /** Of a piece besides that, on the average. */
  pieceOverheadSeconds: number;
  /** Of all of its sound. */
  soundEncodeSeconds: number;
  /** From the job's beginning to the first step's. */
  planSeconds: number;
  finishSeconds: number;
}

/** Reads them of the ledger's table. */
export async function stepTimes(stack: Pick<FilmStack, 'dynamo'>, jobId: string): Promise<StepTimes> {
  const { job, steps } = await filmItems(stack, jobId);
  const begunAt = Date.parse(job.attempts[0]?.startedAt ?? '');
  const times = new Map([...steps].map(([name, record]) => [name, timeOf(record)]));
  const pieces = [...times].filter(([name]) => /^\d+$/.test(name)).map(([, time]) => time);
  const sounds = [...times].filter(([name]) => name.startsWith('sound'));
  const overheads = pieces.map(({ seconds, encode }) => seconds - encode);
  return {
    pieces: pieces.length,
    pieceEncodeSeconds: median(pieces.map(({ encode }) => encode)),
    pieceOverheadSeconds: overheads.reduce((sum, one) => sum + one, 0) / overheads.length,
    soundEncodeSeconds: sounds.reduce((sum, [, { encode }]) => sum + encode, 0),
    planSeconds: (Math.min(...[...times.values()].map(({ at }) => at)) - begunAt) / 1_000,
    finishSeconds: times.get('merge')?.seconds ?? Number.NaN,
  };
}

function timeOf({ attempts }: StepRecord): { at: number; seconds: number; encode: number } {
  const [first] = attempts;
  const { seconds = 0, encodeSeconds: encode = 0 } = attempts.at(-1) ?? {};
  return { at: Date.parse(first?.startedAt ?? ''), seconds, encode };
}
