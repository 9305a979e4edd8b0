import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from 'aws-lambda';
import { ACCOUNT, REGION } from '../../../emulator/index.ts';
import { type JobOutput, type JobPhase, jobArn, type StoredJob } from './storedJob.ts';

interface PhaseProgress {
  status: 'PENDING' | 'PROGRESSING' | 'COMPLETE';
  percentComplete: number;
}

export interface ProgressDetail {
  phaseProgress: Record<JobPhase, PhaseProgress>;
  jobPercentComplete: number;
  currentPhase: JobPhase;
  retryCount: number;
}

/** `detail` of the event, in the service's own names (MediaConvert user guide, "List of MediaConvert EventBridge events"). */
export interface JobStateDetail {
  /** ms since 1970. */
  timestamp: number;
  accountId: string;
  queue: string;
  jobId: string;
  // The service has INPUT_INFORMATION, NEW_WARNING and QUEUE_HOP too; the local one has no cause to send them.
  status: 'PROGRESSING' | 'STATUS_UPDATE' | 'COMPLETE' | 'CANCELED' | 'ERROR';
  userMetadata: Record<string, string>;
  framesDecoded?: number;
  jobProgress?: ProgressDetail;
  outputGroupDetails?: OutputGroupDetail[];
  errorCode?: number;
  errorMessage?: string;
  warnings?: { code: number; count: number }[];
}

interface OutputGroupDetail {
  outputDetails: {
    outputFilePaths: string[];
    durationInMs: number;
    videoDetails: { widthInPx: number; heightInPx: number };
  }[];
  type: 'FILE_GROUP';
}

export type JobStateChange = EventBridgeEvent<'MediaConvert Job State Change', JobStateDetail>;

/** The event that tells of the job's present status, or of its progress when that is given. */
export function jobStateChange(
  job: StoredJob,
  now: number,
  progress?: { framesDecoded: number; jobProgress: ProgressDetail },
): JobStateChange {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'MediaConvert Job State Change',
    source: 'aws.mediaconvert',
    account: ACCOUNT,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [jobArn(job.id)],
    detail: {
      timestamp: now,
      accountId: ACCOUNT,
      queue: job.queue,
      jobId: job.id,
      status: progress ? 'STATUS_UPDATE' : statusOf(job),
      userMetadata: job.userMetadata,
      ...progress,
      ...(job.error ? { errorCode: job.error.code, errorMessage: job.error.message } : {}),
      ...(job.outputs ? { outputGroupDetails: job.outputs.map(groupDetail), warnings: [] } : {}),
    },
  };
}

function statusOf({ status }: StoredJob): JobStateDetail['status'] {
  if (status === 'SUBMITTED') throw new TypeError('MediaConvert sends no event for SUBMITTED.');
  return status;
}

function groupDetail(outputs: JobOutput[]): OutputGroupDetail {
  return {
    outputDetails: outputs.map(({ url, durationMs, width, height }) => ({
      outputFilePaths: [url],
      durationInMs: durationMs,
      videoDetails: { widthInPx: width, heightInPx: height },
    })),
    type: 'FILE_GROUP',
  };
}
