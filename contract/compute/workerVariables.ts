import type { ContainersTold } from './containersTold.ts';

/** What a worker is told besides all that its rendition's function is told (workers/entry/settings.ts reads it). */
export interface WorkerTold {
  /** Path of the function's bundle in the image, or on this machine. */
  bundle: string;
  /** One that found nothing for so long ends; 0: the platform ends them. */
  idleSeconds: number;
  /** One that has been there for so long takes nothing new. @default for ever */
  maxAgeSeconds?: number;
  graceSeconds: number;
  /** Of health and metrics; none where nobody looks. */
  port?: number;
}

/**
 * A worker's variables, from its function's: it is the same code with the same variables, in another place. A function is told of its
 * rendition's containers (CONTAINERS) whether these take all of its messages or the long jobs alone.
 */
export function workerVariables(
  ofFunction: Record<string, string>,
  { queueUrl }: Pick<ContainersTold, 'queueUrl'>,
  { bundle, idleSeconds, maxAgeSeconds = 0, graceSeconds, port }: WorkerTold,
): Record<string, string> {
  return {
    ...ofFunction,
    QUEUE_URL: queueUrl,
    WORKS_IN: 'container',
    WORKER_BUNDLE: bundle,
    WORKER_IDLE_SECONDS: String(idleSeconds),
    ...(maxAgeSeconds > 0 && { WORKER_MAX_AGE_SECONDS: String(maxAgeSeconds) }),
    WORKER_GRACE_SECONDS: String(graceSeconds),
    ...(port !== undefined && { WORKER_PORT: String(port) }),
  };
}
