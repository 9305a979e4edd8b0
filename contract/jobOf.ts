import { failureOf } from '../failures/failure.ts';
import { HANDED_ON } from './compute/handedOn.ts';
import type { Job, JobItem } from './job.ts';
import type { JobState } from './jobState.ts';
import type { Beat } from './ledger/beat.ts';
import { withBeat } from './ledger/withBeat.ts';

/** What lies beside a job's item; a plan, where the item has none itself. */
export interface Apart {
  beat?: Beat | undefined;
  plan?: JobItem['plan'];
}

/** States that promise something beside themselves. */
const PROMISING = ['complete', 'submitted', 'held', 'pending', 'not-available', 'out-of-range'] as const;

/** The states that an item may have whose job is read as in this one: to be written on a condition as it was seen. */
export function statesReadAs(state: JobState): readonly JobState[] {
  return state === 'queued' ? [state, ...PROMISING] : [state];
}

/**
 * The ledger's item as a job. One that lacks what its state promises, as an older version may have left it, is read as
 * queued: its next message finds what there is of it, or makes it again. Of a failure that was not written down nothing
 * is known, so it may pass.
 * @param item one with the key of a job, as DynamoDB has it: only fanreel writes there, so its fields are not looked at
 */
export function jobOf(item: JobItem | Record<string, unknown>, { beat, plan }: Apart = {}): Job {
  const known = { ...(plan && { plan }), ...withBeat(item as JobItem, beat) };
  const { state, output, failure, ...rest } = known;
  switch (state) {
    case 'complete':
      return output ? { ...rest, state, output } : { ...rest, state: 'queued' };
    case 'failed':
      return { ...rest, state, failure: failure ?? UNKNOWN };
    case 'submitted': {
      const { plan } = rest;
      return plan && isElsewhere(rest) ? { ...rest, state, plan } : { ...rest, state: 'queued' };
    }
    case 'running':
      return { ...rest, state, leaseUntil: rest.leaseUntil ?? 0 };
    case 'held': {
      const { held } = rest;
      return held ? { ...rest, state, held } : { ...rest, state: 'queued' };
    }
    case 'pending':
    case 'not-available':
    case 'out-of-range': {
      const { clip } = rest;
      return clip ? { ...rest, state, clip } : { ...rest, state: 'queued' };
    }
    case 'dropped': {
      const { dropped = { by: 'unknown', at: rest.updatedAt } } = rest;
      return { ...rest, state, dropped, ...(failure && { failure }) };
    }
    default:
      return { ...rest, state, ...(failure && { failure }) };
  }
}

const UNKNOWN = failureOf('unknown', {
  class: 'transient',
  message: 'The job failed, and why was not written down.',
});

/** MediaConvert has it, its pieces are being made, or a container is to take it. */
function isElsewhere({ attempts }: Pick<JobItem, 'attempts'>): boolean {
  const last = attempts.at(-1);
  return last?.managedJobId !== undefined || last?.engine === 'segments' || last?.outcome === HANDED_ON;
}
