import { waitsForContainer } from '../../../contract/compute/handedOn.ts';
import { isUnfinished, type JobState } from '../../../contract/jobState.ts';
import { isUnderWay } from '../../../contract/ledger/withBeat.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { DropResult } from '../../../pipeline/drop/dropWish.ts';
import { usdOf } from '../../ledger/figures.ts';
import type { Target } from './target.ts';

/** What came of one target, or would come. */
export interface Canceled {
  key: string;
  rendition: string;
  /** Its state until then; `not begun` of one that nobody had begun. */
  was: string;
  /** Somebody worked on it, and has to stop. */
  isUnderWay: boolean;
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
    ...{ key, rendition, was, ...standingOf(before), goesOn },
    isStopped: isDropped || was === 'dropped',
  };
}

/** Of a target that is only looked at. */
export function wouldBe({ key, rendition, job }: Target): Canceled {
  const was = job?.state ?? NOT_BEGUN;
  return {
    ...{ key, rendition, was, ...standingOf(job) },
    isStopped: was === NOT_BEGUN || was === 'dropped' || isUnfinished(was),
  };
}

/** What a job was like; nobody works on one that waits for a container. */
function standingOf(job: LedgerJob | null | undefined): Pick<Canceled, 'isUnderWay' | 'progress' | 'usd'> {
  if (!job) return { isUnderWay: false, usd: 0 };
  const isWorkedOn = isUnderWay({ state: job.state as JobState }) && !waitsForContainer(job);
  return { isUnderWay: isWorkedOn, ...(isWorkedOn && { progress: job.progress }), usd: usdOf(job) };
}
