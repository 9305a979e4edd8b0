import { engineWords } from '../../../contract/compute/engineWords.ts';
import type { LedgerAttempt, LedgerJob } from '../../../contract/readJob.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';

/** By what money is added up. */
export const GROUPS = ['rendition', 'day', 'source', 'engine', 'batch'] as const;

export interface CostOptions extends ConnectionOptions {
  /** Seconds. */
  since?: number;
  batch?: string;
  by: (typeof GROUPS)[number];
  json?: boolean;
}

/** Which group an attempt belongs to; a day is that of UTC on which it began. */
export function groupOf(by: CostOptions['by'], job: LedgerJob, attempt: LedgerAttempt): string {
  switch (by) {
    case 'rendition':
      return job.rendition;
    case 'day':
      return attempt.startedAt.slice(0, 10);
    case 'source':
      return job.source.key;
    case 'engine':
      return engineWords(attempt) ?? 'none chosen';
    case 'batch':
      return job.batch ?? 'of no batch';
  }
}
