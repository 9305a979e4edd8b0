import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { Deployment } from '../../../contract/deployment.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import type { ClientConfig } from '../../aws/connection.ts';
import { renditionNamed } from '../../aws/deployment.ts';
import { waitingFor } from '../../aws/waitingMessages.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { headSource } from '../../stock/headObject.ts';
import { noDisplay, progressDisplay } from '../../terminal/screen/progressDisplay.ts';
import { untilStopped } from '../../terminal/untilStopped.ts';
import type { Awaited, Ended } from '../../wait/wait.ts';
import { waitForRenditions } from '../../wait/waitForRenditions.ts';

const LOOKS_AT_A_TIME = 8;

/** What there is to wait with. */
interface Place {
  deployment: Deployment;
  clientConfig: ClientConfig;
  json: boolean;
}

/** Waits until what dead jobs became, once their letters were put back, is over. @throws {CommandError} as waitForRenditions. */
export async function waitForMoved(
  dead: LedgerJob[],
  { deployment, clientConfig, json }: Place,
): Promise<Ended[]> {
  const signal = untilStopped();
  const s3 = new S3Client(clientConfig);
  const sqs = new SQSClient(clientConfig);
  const display = json ? noDisplay() : progressDisplay(process.stdout);
  const awaitedOf = async ({ source, rendition }: LedgerJob): Promise<Awaited> => {
    // A source that was overwritten since is made as it is now.
    const now = await headSource(s3, source.bucket, source.key);
    const version = now?.version ?? source.version;
    return { source: { ...source, version }, rendition };
  };
  try {
    return await waitForRenditions({
      awaited: await pMap(dead, awaitedOf, { concurrency: LOOKS_AT_A_TIME, signal }),
      ledger: ledgerReader(clientConfig, deployment.ledgerTable),
      seen: new Map(dead.map(job => [job.jobId, job.updatedAt])),
      display,
      signal,
      waitingMessages: name => waitingFor(sqs, renditionNamed(deployment, name)),
    });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    display.close();
  }
}
