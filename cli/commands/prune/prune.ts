import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { type Deployment, madeOfUploads } from '../../../contract/deployment.ts';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionNamed, withDeployment } from '../../aws/deployment.ts';
import { atLeast } from '../../ledger/gathered.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { presetRenditions } from '../../stock/presetRendition.ts';
import { stoppedWith, untilStopped } from '../../terminal/untilStopped.ts';
import { deleteObject, type PrunePlace } from './deleteObject.ts';
import { leftOver } from './leftOver.ts';
import { orphans } from './orphans.ts';
import type { Prunable, PruneLook } from './prunable.ts';
import { pruneReport } from './pruneReport.ts';
import { retired } from './retired.ts';

export interface PruneOptions extends ConnectionOptions {
  prefix?: string;
  yes?: boolean;
  json?: boolean;
}

/** Rows that tell how wide the columns are, and are printed together. */
const ROWS_AT_A_TIME = 20;

/** Objects deleted together. */
const AT_ONCE = 8;

/** `fanreel prune`: what nobody needs in the output buckets, listed, and deleted where that was agreed to. */
export async function prune(names: string[], options: PruneOptions): Promise<void> {
  const signal = untilStopped();
  const report = pruneReport(options);
  try {
    await withDeployment(options, async (deployment, { clientConfig }) => {
      const s3 = new S3Client(clientConfig);
      const { inputBucket, ledgerTable: table } = deployment;
      const ledger = ledgerReader(clientConfig, table);
      const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig));
      const look = { s3, ledger, inputBucket, prefix: options.prefix };
      for await (const page of atLeast(ROWS_AT_A_TIME, prunables(names, deployment, look))) {
        signal.throwIfAborted();
        const place = options.yes ? { s3, dynamo, table, inputBucket } : null;
        report.add(place ? await deleteAll(page, place) : page);
      }
      report.end();
    });
  } catch (error) {
    throw stoppedWith(signal, error, () => report.stopped());
  }
}

async function deleteAll(page: Prunable[], place: PrunePlace): Promise<Prunable[]> {
  const deleted = await pMap(page, async one => ((await deleteObject(one, place)) ? [one] : []), {
    concurrency: AT_ONCE,
  });
  return deleted.flat();
}

/** @throws {CommandError} 2 for a rendition that neither the stack nor the ledger knows. */
async function* prunables(
  names: string[],
  deployment: Deployment,
  look: PruneLook,
): AsyncIterable<Prunable[]> {
  const made = new Set(deployment.renditions.map(({ name }) => name));
  const gone = names.filter(name => !made.has(name));
  for (const name of gone) await checkKnown(name, deployment, look);
  const chosen =
    names.length > 0
      ? names.filter(name => made.has(name))
      : madeOfUploads(deployment).map(({ name }) => name);
  const renditions = chosen.length > 0 ? presetRenditions(deployment, chosen) : [];
  for (const rendition of renditions) {
    yield* orphans(rendition, look);
    if (look.prefix === undefined) yield* leftOver(rendition, look);
  }
  if (names.length > 0 && gone.length === 0) return;
  yield* retired(name => (names.length > 0 ? gone.includes(name) : !made.has(name)), look);
}

async function checkKnown(name: string, deployment: Deployment, { ledger }: PruneLook): Promise<void> {
  for await (const page of ledger.inState('complete')) {
    if (page.some(({ rendition }) => rendition === name)) return;
  }
  renditionNamed(deployment, name);
}
