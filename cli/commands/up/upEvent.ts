import type { LocalEvents } from '../../../local/start/localEvents.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';
import type { StatusMessage } from '../../../pipeline/worker/ports.ts';

type Job = Pick<StatusMessage, 'jobId' | 'source' | 'messageId' | 'attempt'> & { rendition: string };

/** What `fanreel up --json` prints, one line each, and the human output words. */
export type UpEvent = { at: string } & (
  | ({ event: 'ready'; region: string; accountId: string; watching?: string } & Ready)
  | ({ event: 'received' } & LocalEvents['received'][0])
  /** A new object that is not a video, or of `--watch` a file that is not uploaded, and why. */
  | { event: 'ignored'; source?: { bucket: string; key: string }; path?: string; key: string; reason: string }
  | ({ event: 'routed' } & Job & Pick<StatusMessage, 'engine' | 'reason' | 'predictedSeconds'>)
  | ({ event: 'progress' } & Job & Pick<StatusMessage, 'engine' | 'progress'>)
  | ({ event: 'complete' } & Job & Pick<StatusMessage, 'engine' | 'output' | 'warnings'>)
  /** An attempt failed and SQS will deliver the message again. */
  | ({ event: 'retrying' } & Job & Pick<StatusMessage, 'engine' | 'failure'>)
  | ({ event: 'failed' } & Job & Pick<StatusMessage, 'engine' | 'failure'>)
  | ({ event: 'dead-lettered' } & LocalEvents['deadLettered'][0])
  /** Of `--watch`: a file (or, without `path`, the folder) that will be tried again. */
  | { event: 'upload-failed'; path?: string; key?: string; message: string; retryInSeconds: number }
);

type Ready = Pick<LocalRuntime, 'endpoint' | 'dataDir' | 'startupMs' | 'ffmpeg'> & LocalRuntime['deployment'];
