import type { Source } from '../../contract/job.ts';
import type { Head } from '../uploads/decideUpload.ts';

/** The input bucket. */
export interface Sources {
  /** The object as it is now; null when it is gone. */
  describe(bucket: string, key: string): Promise<Source | null>;
  /** The first bytes of the object as it is now, in one request. */
  peek(bucket: string, key: string): Promise<Head>;
  /** @throws {Superseded} by the source when the object is no longer that version. */
  readRange(source: Source, offset: number, length: number): Promise<Uint8Array>;
  /** Streams the whole object into a new file and checks its length. @throws what aborted the signal. */
  download(source: Source, path: string, signal: AbortSignal): Promise<void>;
}
