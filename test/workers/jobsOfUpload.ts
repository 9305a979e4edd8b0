import { ledgerReader } from '../../cli/ledger/ledgerReader.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { RunningStack } from '../../lab/support/runningStack.ts';

/** What a local stack's ledger has of an upload, a job a rendition. */
export function jobsOfUpload(
  { endpoint }: Pick<RunningStack, 'endpoint'>,
  key: string,
): Promise<LedgerJob[]> {
  const config = {
    ...{ endpoint, region: 'us-east-1' },
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  };
  return ledgerReader(config, 'fanreel-jobs').ofSource('fanreel-input', key);
}
