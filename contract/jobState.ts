/**
 * `queued`: asked for, or a failed attempt will be repeated. `held`: over a budget, and waits for whoever lets it go. `dropped`:
 * somebody wants it no more. `superseded`: a newer version of the source, or a newer preset, took its place before it was done.
 * Of clips only, `pending`: waits for recordings that are not there yet; `not-available`: they never came; `out-of-range`: of a time
 * for which none is looked for.
 * Apart from the job's schema, so that a list of them needs no more.
 */
export const JOB_STATES = [
  ...(['queued', 'running', 'submitted', 'held', 'pending'] as const),
  ...(['complete', 'failed', 'dropped', 'superseded', 'not-available', 'out-of-range'] as const),
] as const;

export type JobState = (typeof JOB_STATES)[number];

/** A job is made, or waits for it, and somebody may still end that. */
export const UNFINISHED = ['queued', 'running', 'submitted', 'held', 'pending'] as const satisfies JobState[];

/** Of a state that a later version may have written. */
export function isUnfinished(state: string): boolean {
  return UNFINISHED.some(one => one === state);
}

/** Of a source with all its renditions. `complete`: every one that is wanted is there. `partly`: some are. `failed`: none is. */
export const SOURCE_STATES = ['complete', 'partly', 'failed'] as const;
