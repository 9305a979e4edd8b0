import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import type { FileToUpload } from './findUploads.ts';

/**
 * When each job that the files' keys have had so far last changed, by job id. The same bytes uploaded again to a
 * bucket without versions are the same job, whose old failure must not be taken for the new one.
 */
export async function snapshot(
  ledger: LedgerReader,
  bucket: string,
  files: FileToUpload[],
): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (const { key } of files) {
    for (const job of await ledger.ofSource(bucket, key)) seen.set(job.jobId, job.updatedAt);
  }
  return seen;
}
