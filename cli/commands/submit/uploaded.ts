import type { UploadedObject } from '../../transfer/upload.ts';

/** A file that is in the bucket. */
export interface Uploaded extends UploadedObject {
  path: string;
  bucket: string;
  key: string;
}

/** What became of the files. */
export interface Submitted {
  uploaded: Uploaded[];
  /** Those that could not be read, or changed meanwhile. */
  failed: { path: string; message: string }[];
}
