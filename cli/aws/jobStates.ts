/** A ledger item's states, as pipeline/job.ts has them; apart from the ledger client, so that help needs no SDK. */
export const JOB_STATES = ['queued', 'running', 'submitted', 'complete', 'failed', 'superseded'] as const;
