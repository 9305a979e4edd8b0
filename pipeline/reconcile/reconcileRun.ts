import type { ReconciledRendition } from './reconcilePorts.ts';

/** What one run of reconcile is asked for. */
export interface ReconcileRun {
  inputBucket: string;
  renditions: ReconciledRendition[];
  overdueMs: number;
  maxReceiveCount: number;
  /** Only look. */
  dryRun: boolean;
  /** Until it has to stop. */
  remainingMs(): number;
}
