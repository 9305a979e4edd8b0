import type { Source } from '../../contract/job.ts';
import type { Head } from '../uploads/decideUpload.ts';

/** A file of wishes, as it is now. */
export interface Sidecar {
  version: string;
  /** All of it, or so much that it shows that it is too large. */
  bytes: Uint8Array;
}

/** The input bucket. */
export interface Sources {
  /** The object as it is now, with all that is wished of it in the bucket, and by rules; null when it is gone. */
  describe(bucket: string, key: string): Promise<Source | null>;
  /** The file beside an object that may tell its wishes; null where there is none. */
  beside(bucket: string, key: string): Promise<Sidecar | null>;
  /** The first bytes of the object as it is now, in one request. */
  peek(bucket: string, key: string): Promise<Head>;
  /** @throws {Superseded} by the source when the object is no longer that version. */
  readRange(source: Source, offset: number, length: number): Promise<Uint8Array>;
  /** Streams the whole object into a new file and checks its length. @throws what aborted the signal. */
  download(source: Source, path: string, signal: AbortSignal): Promise<void>;
}

/** Where cameras' recordings are known. */
export interface Recordings {
  /**
   * A camera's recordings that may hold something between two moments, and the first one after them; milliseconds since
   * 1970. In the order in which they begin.
   * @throws {WorkError} input/unknown-camera; transient ones where who is asked does not answer.
   */
  find(camera: string, span: { fromMs: number; toMs: number }): Promise<Recording[]>;
  /** @throws {Superseded} by the source when it is no longer that version. */
  readRange(recording: Recording, offset: number, length: number): Promise<Uint8Array>;
}

/** A recording, as it is known without a look into it. */
export interface Recording {
  /** Its bucket and key; of one that is had by HTTP, its URL's host and path. */
  source: Source;
  /** It is no object of S3, but had by HTTP: nobody reads it but this port. */
  overHttp?: true;
  /** When it begins, milliseconds since 1970, as its name or the API tells it... */
  startMs: number;
  /** ...and how much later it may begin in truth: what its name rounds, milliseconds. */
  precisionMs: number;
  /** How long it is said to be; null where nobody says. */
  toldSeconds: number | null;
}
