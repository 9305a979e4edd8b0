import type { Status } from '../../../contract/messages/status.ts';
import type { LocalEvents } from '../../../local/start/localEvents.ts';
import type { LocalRuntime } from '../../../local/start/startLocal.ts';

type Job = Pick<Status, 'jobId' | 'source' | 'messageId' | 'attempt'> & { rendition: string };

/** What `fanreel up --json` prints, one line each, and the human output words. */
export type UpEvent = { at: string } & (
  | ({ event: 'ready'; region: string; accountId: string; watching?: string } & Ready)
  /** A source came in, by an upload or a published request, for these renditions. */
  | {
      event: 'received';
      source: { bucket: string; key: string; version?: string; sizeBytes?: number };
      via: 'upload' | 'publish';
      renditions: string[];
    }
  /** A new object that is not a video, or of `--watch` a file that is not uploaded, and why. */
  | { event: 'ignored'; source?: { bucket: string; key: string }; path?: string; key: string; reason: string }
  | ({ event: 'routed' } & Job & Pick<Status, 'engine' | 'reason' | 'predictedSeconds'>)
  | ({ event: 'progress' } & Job & Pick<Status, 'engine' | 'progress'>)
  | ({ event: 'complete' } & Job & Pick<Status, 'engine' | 'output' | 'warnings'>)
  /** An attempt failed and SQS will deliver the message again. */
  | ({ event: 'retrying' } & Job & Pick<Status, 'engine' | 'failure'>)
  | ({ event: 'failed' } & Job & Pick<Status, 'engine' | 'failure'>)
  /** Over a budget: not run until somebody lets it go. */
  | ({ event: 'held'; held: NonNullable<Status['held']> } & Job)
  /** Somebody wants it no more. */
  | ({ event: 'dropped'; dropped: NonNullable<Status['dropped']> } & Job)
  /** Of clips: recordings are waited for, never came, or are not looked for. */
  | ({ event: 'pending'; reason?: string } & Job)
  | ({ event: 'not-available'; reason?: string } & Job)
  | ({ event: 'out-of-range'; reason?: string } & Job)
  | ({ event: 'dead-lettered' } & LocalEvents['deadLettered'][0])
  /** Of `--watch`: a file (or, without `path`, the folder) that will be tried again. */
  | { event: 'upload-failed'; path?: string; key?: string; message: string; retryInSeconds: number }
);

type Ready = Pick<LocalRuntime, 'endpoint' | 'dataDir' | 'startupMs' | 'ffmpeg'> & LocalRuntime['deployment'];
