import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { type JobItem, jobIdOf } from '../../../contract/job.ts';
import { indexedBy } from '../../../contract/ledgerTable.ts';
import { type Random, randomOf } from '../../support/random.ts';

/** BatchWriteItem takes no more. */
const A_REQUEST = 25;
const AT_ONCE = 8;

const RENDITIONS = ['720p', '1080p'];

/** Between two jobs' beginnings, milliseconds. */
const APART_MS = 700;

/** Writes so many jobs that are over into a ledger, two of each source, the newest begun now; the same seed writes the same. */
export async function seedLedger(client: DynamoDBDocumentClient, count: number, seed: number): Promise<void> {
  const random = randomOf(seed);
  const now = Date.now();
  const jobs = Array.from({ length: count }, (_, index) => jobOf(index, now - index * APART_MS, random));
  const pages = Array.from({ length: Math.ceil(count / A_REQUEST) }, (_, page) =>
    jobs.slice(page * A_REQUEST, (page + 1) * A_REQUEST),
  );
  const write = (page: JobItem[]) =>
    client.send(
      new BatchWriteCommand({
        RequestItems: { 'fanreel-jobs': page.map(Item => ({ PutRequest: { Item } })) },
      }),
    );
  await pMap(pages, write, { concurrency: AT_ONCE });
}

function jobOf(index: number, begun: number, random: Random): JobItem {
  const rendition = RENDITIONS[index % RENDITIONS.length] as string;
  const key = `cameras/${Math.floor(index / RENDITIONS.length)}/lecture.mp4`;
  const source = { bucket: 'fanreel-input', key, version: 'v1', sizeBytes: Math.floor(random.next() * 1e8) };
  const createdAt = new Date(begun).toISOString();
  const seconds = 5 + random.next() * 60;
  const endedAt = new Date(begun + seconds * 1_000).toISOString();
  return {
    ...{
      jobId: jobIdOf(source, { name: rendition, presetHash: 'seeded', kind: 'video' }),
      source,
      rendition,
      presetHash: 'seeded',
    },
    ...indexedBy(source, createdAt),
    state: 'complete',
    ...{ engine: 'ffmpeg', reason: 'it fits the function', progress: 100 },
    attempts: [
      {
        ...{ number: 1, messageId: String(index), startedAt: createdAt, endedAt, outcome: 'complete' },
        ...{ engine: 'ffmpeg', seconds, encodeSeconds: seconds - 1, billedSeconds: seconds },
        ...{ usd: seconds * 0.000_06, requestsUsd: 0.000_04 },
      },
    ],
    output: {
      ...{ bucket: `fanreel-${rendition}`, key, eTag: '"0"', sizeBytes: source.sizeBytes / 2 },
      ...{ durationSeconds: 30, width: 1280, height: 720 },
    },
    message: { id: String(index), sentAt: createdAt },
    ...{ queueUrl: 'http://127.0.0.1/queue', outputBucket: `fanreel-${rendition}` },
    ...{ createdAt, updatedAt: endedAt, expiresAt: Math.ceil(begun / 1_000) + 90 * 86_400 },
  };
}
