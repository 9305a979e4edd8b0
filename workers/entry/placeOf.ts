import type { Place } from '../../handlers/queueHandler.ts';

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
