import type { Attempt } from '../../contract/job.ts';
import { isBlameless } from './retry.ts';

/** Of a lease after one worker that was lost such a part is left, after two such a part of that. */
const SHARE_A_LOSS = 1 / 3;

/** SQS counts whole seconds, and a worker on a busy machine may be late by one. */
const LEAST_SECONDS = 3;

/** At how many attempts a worker was lost, or had to end. */
export function timesCutShort(attempts: readonly Attempt[]): number {
  return attempts.filter(
    ({ outcome }) => outcome === 'lost' || (outcome !== undefined && isBlameless({ code: outcome })),
  ).length;
}

/**
 * How long nobody else may take up a step after its worker's last sign of life, seconds: what loses its workers is watched more closely
 * with each of them. Signs of life cost requests, and so those who lose none give few.
 */
export function closerLease(attempts: readonly Attempt[], leaseSeconds: number): number {
  const lost = attempts.filter(({ outcome }) => outcome === 'lost').length;
  return Math.min(leaseSeconds, Math.max(LEAST_SECONDS, Math.round(leaseSeconds * SHARE_A_LOSS ** lost)));
}
