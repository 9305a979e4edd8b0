import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import type { Deployment } from '../../../contract/deployment.ts';
import { decideByName } from '../../../pipeline/uploads/decideByName.ts';
import { gathered } from '../../ledger/gathered.ts';
import { clipsOfKey } from '../../ledger/jobsOfKey.ts';
import type { LedgerReader } from '../../ledger/ledgerReader.ts';
import { headSource } from '../../stock/headObject.ts';
import { leftAlone } from '../../stock/leftAlone.ts';
import { objectPages } from '../../stock/objectPages.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { oneLine, printable } from '../../terminal/printable.ts';
import type { Known } from './target.ts';

/** Where sources are looked for. */
export interface Place {
  s3: S3Client;
  bucket: string;
  deployment: Deployment;
  ledger: Pick<LedgerReader, 'ofSource' | 'inBatch'>;
}

const AT_ONCE = 16;

/** No queue keeps a message for longer than that (SQS's own limit), milliseconds: nobody will begin with what is older. */
const MAX_QUEUED_MS = 14 * 86_400_000;

/** The sources of these keys. @throws {CommandError} 1 for one of which there is nothing to stop, and never will be. */
export async function namedSources(keys: string[], place: Place): Promise<Known[]> {
  return await pMap(new Set(keys), key => namedSource(key, place), { concurrency: AT_ONCE });
}

async function namedSource(key: string, { s3, bucket, ledger, deployment }: Place): Promise<Known> {
  const [jobs, source] = await Promise.all([
    ledger.ofSource(bucket, key),
    headSource(s3, bucket, key, deployment.wishes),
  ]);
  if (jobs.length > 0) return { key, source, jobs };
  const clips = source ? [] : await clipsOfKey(key, deployment, ledger);
  if (clips.length > 0) return { key, source: null, jobs: clips };
  if (!source) {
    throw new CommandError(
      1,
      `There is no job for "${printable(key)}" and no such object in bucket ${bucket}: check the key, case counts.`,
    );
  }
  const reason = await leftAlone(s3, bucket, key);
  if (reason !== null) throw new CommandError(1, `There is nothing to cancel: ${oneLine(reason)}`);
  return { key, source, jobs };
}

/**
 * The sources of a batch. Of those with which nobody has begun only their objects tell, so that all that were uploaded lately are
 * looked at.
 * @throws {CommandError} 1 where there is none.
 */
export async function batchSources(batch: string, place: Place): Promise<Known[]> {
  const begun = new Set((await gathered(place.ledger.inBatch(batch))).map(({ source }) => source.key));
  const { bucket } = place;
  const recent = await recentKeys(place);
  const look = async (key: string) => {
    if (begun.has(key)) return;
    const source = await headSource(place.s3, bucket, key, place.deployment.wishes);
    if (source?.wishes?.batch === batch) begun.add(key);
  };
  await pMap(recent, look, { concurrency: AT_ONCE });
  if (begun.size === 0) {
    throw new CommandError(1, `There is no batch "${printable(batch)}": check the name, case counts.`);
  }
  return await namedSources([...begun].sort(), place);
}

async function recentKeys({ s3, bucket }: Place): Promise<string[]> {
  const keys: string[] = [];
  const since = Date.now() - MAX_QUEUED_MS;
  for await (const page of objectPages(s3, bucket)) {
    const recent = page.filter(
      ({ modified, key }) => modified >= since && typeof decideByName(key) === 'string',
    );
    keys.push(...recent.map(({ key }) => key));
  }
  return keys;
}
