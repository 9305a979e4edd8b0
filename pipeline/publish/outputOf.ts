import type { Output } from '../../contract/job.ts';
import type { StoredOutput } from '../ports/outputs.ts';

/** What the ledger keeps of an output. */
export function outputOf(
  bucket: string,
  key: string,
  { eTag, checksum }: Pick<StoredOutput, 'eTag' | 'checksum'>,
  facts: Omit<Output, 'bucket' | 'key' | 'eTag' | 'checksum'>,
): Output {
  return { bucket, key, eTag, ...(checksum === undefined ? {} : { checksum }), ...facts };
}
