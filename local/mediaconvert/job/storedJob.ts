import { arn } from '../../../emulator/index.ts';
import type { JobSettings } from '../settings/jobSettings.ts';

export type JobStatus = 'SUBMITTED' | 'PROGRESSING' | 'COMPLETE' | 'CANCELED' | 'ERROR';
export type JobPhase = 'PROBING' | 'TRANSCODING' | 'UPLOADING';

/** One file that a job made. */
export interface JobOutput {
  url: string;
  durationMs: number;
  width: number;
  height: number;
}

/** A job as the embedded service keeps it. Times are ms since 1970. */
export interface StoredJob {
  id: string;
  clientRequestToken?: string;
  /** ARN. */
  queue: string;
  role: string;
  settings: JobSettings;
  userMetadata: Record<string, string>;
  priority: number;
  /** Kept and echoed; see progressReporter.ts for how often updates are really sent. */
  statusUpdateInterval: string;
  status: JobStatus;
  submittedAt: number;
  startedAt?: number;
  finishedAt?: number;
  phase?: JobPhase;
  percent?: number;
  /** How often the job was taken up again after the process had ended under it. */
  retryCount: number;
  error?: { code: number; message: string };
  /** One list an output group. */
  outputs?: JobOutput[][];
}

/** Nothing changes such a job any more. */
export function isFinished(job: StoredJob): boolean {
  return job.status === 'COMPLETE' || job.status === 'CANCELED' || job.status === 'ERROR';
}

export function jobArn(id: string): string {
  return arn('mediaconvert', `jobs/${id}`);
}
