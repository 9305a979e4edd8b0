import pMap from 'p-map';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import type { FileToUpload } from './findUploads.ts';

/** Sources that are looked for at a time. */
const LOOKS_AT_A_TIME = 8;

/**
 * When each job that the files' keys have had so far last changed, by key: job id and time. The same bytes uploaded again to
 * a bucket without versions are the same job, whose old failure must not be taken for the new one.
 */
export async function snapshot(
  ledger: Pick<LedgerReader, 'ofSource'>,
  bucket: string,
  files: FileToUpload[],
): Promise<Map<string, [jobId: string, updatedAt: string][]>> {
  const look = async ({ key }: FileToUpload) => {
    const jobs = await ledger.ofSource(bucket, key);
    return [key, jobs.map(job => [job.jobId, job.updatedAt] as [string, string])] as const;
  };
  return new Map(await pMap(files, look, { concurrency: LOOKS_AT_A_TIME }));
}
