/**
 * `queued`: asked for, or a failed attempt will be repeated. `superseded`: a newer version of the source, or a newer
 * preset, took its place before it was done. Apart from the job's schema, so that a list of them needs no more.
 */
export const JOB_STATES = ['queued', 'running', 'submitted', 'complete', 'failed', 'superseded'] as const;

export type JobState = (typeof JOB_STATES)[number];
