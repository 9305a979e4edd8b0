import { isUnfinished } from '../../../contract/jobState.ts';
import type { DropResult } from '../../../pipeline/drop/dropWish.ts';
import { usdOf } from '../../ledger/figures.ts';
import type { Target } from './target.ts';

/** What came of one target, or would come. */
export interface Canceled {
  key: string;
  rendition: string;
  /** Its state until then; `not begun` of one that nobody had begun. */
  was: string;
  /** Percent, where it was worked on. */
  progress?: number | undefined;
  /** What its attempts had cost, USD, but for the one under way. */
  usd: number;
  /** It is dropped, now or since before. */
  isStopped: boolean;
  /** What MediaConvert said, where it could not be told. */
  goesOn?: string | undefined;
}

const NOT_BEGUN = 'not begun';

export function canceledOf({ key, rendition }: Target, result: DropResult | null): Canceled {
  const { before, isDropped = false, goesOn } = result ?? {};
  const was = before?.state ?? NOT_BEGUN;
  return {
    ...{ key, rendition, was, progress: before?.progress, usd: before ? usdOf(before) : 0, goesOn },
    isStopped: isDropped || was === 'dropped',
  };
}

/** Of a target that is only looked at. */
export function wouldBe({ key, rendition, job }: Target): Canceled {
  const was = job?.state ?? NOT_BEGUN;
  return {
    ...{ key, rendition, was, progress: job?.progress, usd: job ? usdOf(job) : 0 },
    isStopped: was === NOT_BEGUN || was === 'dropped' || isUnfinished(was),
  };
}
