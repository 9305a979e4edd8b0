import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { StepRecord } from '../../../contract/ledger/film.ts';
import type { FilmStack } from './filmStack.ts';

/** What one film's steps took, seconds, by the ledger. */
export interface StepTimes {
  pieces: number;
  /** ffmpeg's part of the first piece of pictures. */
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
export async function stepTimes({ dynamo }: Pick<FilmStack, 'dynamo'>, jobId: string): Promise<StepTimes> {
  const steps = new Map<string, StepRecord>();
  let begunAt = 0;
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: 'fanreel-jobs' })) {
    for (const item of Items) {
      const [kind, of, , name = ''] = String(item.jobId).split('/');
      if (kind === jobId) begunAt = Date.parse(item.attempts[0].startedAt);
      if (kind === 'step' && of === jobId) steps.set(name, item as unknown as StepRecord);
    }
  }
  const times = new Map([...steps].map(([name, record]) => [name, timeOf(record)]));
  const pieces = [...times].filter(([name]) => /^\d+$/.test(name)).map(([, time]) => time);
  const sounds = [...times].filter(([name]) => name.startsWith('sound'));
  const overheads = pieces.map(({ seconds, encode }) => seconds - encode);
  return {
    pieces: pieces.length,
    pieceEncodeSeconds: times.get('0')?.encode ?? Number.NaN,
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
