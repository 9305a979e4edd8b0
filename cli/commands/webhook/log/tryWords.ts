import type { Try } from '../../../../contract/webhooks/delivery.ts';

/** What came of a request, in words: `200 in 12 ms`. */
export function tryWords({ status, ms, error }: Try): string {
  return error ?? `${status} in ${ms} ms`;
}
