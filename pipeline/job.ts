import { createHash } from 'node:crypto';
import type { ImagePlan } from '../media/images/planImages.ts';
import type { Plan } from '../media/plan.ts';
import type { Failure } from './failure.ts';

export type Engine = 'ffmpeg' | 'mediaconvert';
/** `queued`: a failed attempt will be repeated. */
export type JobState = 'queued' | 'running' | 'submitted' | 'complete' | 'failed';

/** One object in the input bucket, in one version of it. */
export interface Source {
  bucket: string;
  key: string;
  /** versionId, else eTag. */
  version: string;
  sizeBytes: number;
}

/** The SQS message that asked for the job; kept so that a managed job's failure can send it to the DLQ. */
export interface OriginalMessage {
  id: string;
  body: string;
  /** String attributes only: `rendition` is the one fanreel knows. */
  attributes: Record<string, string>;
}

export interface Attempt {
  number: number;
  startedAt: string;
  endedAt?: string;
  engine?: Engine;
  /** `complete`, the failure's code, or `lost` where the worker died. */
  outcome?: string;
  /** Wall seconds from claim to end. */
  seconds?: number;
  /** MediaConvert's own job id. */
  managedJobId?: string;
}

/** What a job came to: the video, or the manifest that lists all images. */
export interface Output {
  bucket: string;
  key: string;
  /** Of all its images together, where there are several. */
  sizeBytes: number;
  durationSeconds: number;
  /** Of the largest image, where there are several. */
  width: number;
  height: number;
}

/** One source and one preset: the ledger's item. Times are ISO 8601 in UTC. */
export interface Job {
  jobId: string;
  /** `bucket/key`, the index that finds every rendition of a source. */
  sourceId: string;
  source: Source;
  rendition: string;
  presetHash: string;
  state: JobState;
  engine?: Engine;
  /** Why that engine. */
  reason?: string;
  predictedSeconds?: number;
  /** Percent. */
  progress?: number;
  plan?: Plan | ImagePlan;
  attempts: Attempt[];
  output?: Output;
  failure?: Failure;
  message: OriginalMessage;
  /** Where this job's messages end when they fail. */
  dlqUrl: string;
  outputBucket: string;
  /** Who works on it, and until when (ms since 1970) nobody else may. */
  leaseOwner?: string;
  leaseUntil?: number;
  createdAt: string;
  updatedAt: string;
  /** When DynamoDB may drop the item, seconds since 1970. */
  expiresAt: number;
}

/** A job's identity: the same source, version and preset is the same job, however often it is asked for. */
export function jobIdOf(source: Omit<Source, 'sizeBytes'>, rendition: string, presetHash: string): string {
  const identity = JSON.stringify([source.bucket, source.key, source.version, rendition, presetHash]);
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}
