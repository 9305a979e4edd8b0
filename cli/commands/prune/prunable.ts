import type { S3Client } from '@aws-sdk/client-s3';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import type { Listed } from '../../stock/objectPages.ts';

/** Why nobody needs an object: its source is gone, its preset, or it was put aside for a job that is over. */
export type Why = 'source-gone' | 'preset-gone' | 'left-over';

/** An object in an output bucket that nobody needs. */
export interface Prunable {
  rendition: string;
  bucket: string;
  key: string;
  sizeBytes: number;
  /** Only this very object is deleted. */
  eTag: string;
  why: Why;
  /** Of the job that made it. */
  jobId: string;
  /** Whose coming back keeps it; of what was put aside none. */
  sourceKeys: string[];
}

/** Where it is looked. */
export interface PruneLook {
  s3: S3Client;
  ledger: Pick<LedgerReader, 'ofIds' | 'inState'>;
  inputBucket: string;
  prefix?: string | undefined;
}

export function prunable(
  { key, sizeBytes, eTag }: Pick<Listed, 'key' | 'sizeBytes' | 'eTag'>,
  rest: Pick<Prunable, 'rendition' | 'bucket' | 'why' | 'jobId' | 'sourceKeys'>,
): Prunable {
  return { ...rest, key, sizeBytes, eTag };
}
