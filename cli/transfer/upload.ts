import type { FileHandle } from 'node:fs/promises';

export interface UploadRequest {
  bucket: string;
  key: string;
  /** A regular file; a symbolic link is refused. */
  path: string;
  /** The object's user metadata. */
  metadata?: Record<string, string>;
  /** Sends nothing where an object of the same content is there already. */
  skipSame?: boolean;
  signal?: AbortSignal;
  /** Hears how many bytes are there, those of an earlier try included. */
  onProgress?: (thereBytes: number, sizeBytes: number) => void;
}

export interface UploadedObject {
  /** versionId, else eTag, as the pipeline names an object's version. */
  version: string;
  sizeBytes: number;
  /** Bytes that had not to be sent, since an earlier try had brought them there. */
  resumedBytes: number;
  /** The same content was there: nothing was sent. */
  skipped: boolean;
}

/** A file that is being read. */
export interface OpenFile {
  file: FileHandle;
  /** Bytes. */
  size: number;
  /** @throws {CommandError} 1 when it is not what it was. */
  unchanged(): Promise<void>;
}
