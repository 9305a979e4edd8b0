import type { StagedFile } from '../../contract/ledger/film.ts';
import type { OutputMaker } from '../../contract/outputMetadata.ts';

/** The output buckets. */
export interface Outputs {
  describe(bucket: string, key: string): Promise<StoredOutput | null>;
  readRange(bucket: string, key: string, offset: number, length: number): Promise<Uint8Array>;
  /** @throws {WorkError} transient/publish-conflict when another object got there first. */
  publishFile(
    path: string,
    to: OutputAddress,
    replacing: Replacing,
    signal: AbortSignal,
  ): Promise<StoredOutput>;
  /** Copies a staged object to its final key. @throws as publishFile. */
  publishStaged(stagedKey: string, to: OutputAddress, replacing: Replacing): Promise<void>;
  /** Puts a file aside. */
  stageFile(
    path: string,
    to: Pick<OutputAddress, 'bucket' | 'key'>,
    signal: AbortSignal,
  ): Promise<StagedFile>;
  /** Puts a file together of parts, in their order, which S3 copies but for those that are sent. @throws as publishFile. */
  publishParts(
    parts: OutputPart[],
    to: OutputAddress,
    replacing: Replacing,
    signal: AbortSignal,
  ): Promise<Pick<StoredOutput, 'eTag' | 'checksum'>>;
  remove(bucket: string, key: string): Promise<void>;
  /** Removes that very object; false where another is there, or none. */
  removeExactly(bucket: string, key: string, eTag: string): Promise<boolean>;
}

/** A part of a file that is put together: bytes of a staged one, or what is read when its turn comes. */
export type OutputPart =
  | { copy: { of: StagedFile; offset: number; length: number } }
  | { read(): Promise<Uint8Array> };

/** What is known of an object in an output bucket. */
export interface StoredOutput {
  eTag: string;
  sizeBytes: number;
  checksum?: string;
  /** Who made it, from its metadata; absent where it is not fanreel's. */
  maker?: OutputMaker;
}

/** What a new output takes the place of: nothing, or exactly this object. Keeps a slower, older writer out. */
export type Replacing = { eTag: string } | null;

export interface OutputAddress {
  bucket: string;
  key: string;
  contentType: string;
  maker: OutputMaker;
}
