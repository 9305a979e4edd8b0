/** Between two looks of KEDA at a queue, seconds. */
export const POLLING_SECONDS = 15;

/** A worker that found nothing for so long ends, seconds. A pod takes about as long to start, and a look of KEDA's comes in between. */
export const IDLE_SECONDS = 30;

/**
 * KEDA changes no worker that runs: one that has been there for so long takes nothing new, seconds, so that a new version is everywhere
 * after that, and the jobs that run by then, also where a queue is never empty.
 */
export const MAX_AGE_SECONDS = 3_600;
