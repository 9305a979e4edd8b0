/** Of which kind of event a webhook may hear: of a job, or of a source once all of its renditions have ended. */
export const EVENT_KINDS = ['status', 'source'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];
