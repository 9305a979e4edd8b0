import type { Step } from '../ledger/film.ts';

/** Objects below this wait for their check; a lifecycle rule removes what is left behind. */
export const STAGING_PREFIX = '.fanreel/';

/** Where MediaConvert writes an attempt's output, without the container's suffix, which it adds itself. */
export function stagingKey(jobId: string, attempt: number): string {
  return `${STAGING_PREFIX}${jobId}/${attempt}/output`;
}

/** What MediaConvert wrote there. */
export function stagedOutputKey(jobId: string, attempt: number, container: string): string {
  return `${stagingKey(jobId, attempt)}.${container}`;
}

/** Where an attempt at a piece of a film is put aside, of a film that is cut so; of a portion, from which of its frames on. */
export function stagedPieceKey(
  { jobId, cut, name }: Step,
  attempt: number,
  container: string,
  fromFrame = 0,
): string {
  const portion = fromFrame > 0 ? `-${fromFrame}` : '';
  return `${STAGING_PREFIX}${jobId}/${cut}/${name}-${attempt}${portion}.${container}`;
}
