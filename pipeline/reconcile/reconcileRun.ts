import type { LoneRun } from './loneSidecars.ts';
import type { ReconciledRendition } from './reconcilePorts.ts';

/** What one run of reconcile is asked for. */
export interface ReconcileRun extends LoneRun {
  renditions: ReconciledRendition[];
  overdueMs: number;
  maxReceiveCount: number;
  /** Until it has to stop. */
  remainingMs(): number;
}
