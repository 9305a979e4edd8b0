import type { Context } from 'aws-lambda';

/** Where a function's handler runs, when that is a worker: it may be told to end. handlers/queueHandler.ts has the same. */
export interface Place extends Context {
  leaving?: { signal: AbortSignal; graceSeconds: number };
}

/** What a handler may ask of the place where it runs. */
export function placeOf(
  { rendition, timeoutSeconds }: { rendition: string; timeoutSeconds: number },
  leaving: Required<Place>['leaving'],
): Place {
  const deadline = Date.now() + timeoutSeconds * 1_000;
  const place = {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? `worker-${rendition}`,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    leaving,
  };
  return place as Place;
}
