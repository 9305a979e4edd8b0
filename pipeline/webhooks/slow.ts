import type { Answer } from './ports.ts';

/** For how long a webhook is taken for a slow one after it was; then it may show that it is not any more. Milliseconds. */
export const SLOW_MS = 600_000;

/** Whether a request took so long that others had better not wait beside the next one. */
export function isSlow({ ms }: Answer, quickSeconds: number): boolean {
  return ms >= quickSeconds * 1_000;
}
