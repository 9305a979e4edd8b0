/** Between two looks at the queues, seconds. */
export const SAMPLE_SECONDS = 5;

/** For how long looks are kept, seconds. */
export const HISTORY_SECONDS = 300;
