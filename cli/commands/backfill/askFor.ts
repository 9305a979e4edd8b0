import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Deployment } from '../../../contract/deployment.ts';
import { jobIdOf, type Source } from '../../../contract/job.ts';
import { forRendition, inGroup, writeRequest } from '../../../contract/messages/request.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { readRequested, requestedKey } from '../../../contract/wishes/requestedWish.ts';
import { alsoWished } from '../../../contract/wishes/wishesOf.ts';
import type { ClientConfig } from '../../aws/connection.ts';
import { askForJob } from '../../ledger/askForJob.ts';
import type { PresetRendition } from '../../stock/presetRendition.ts';

/** Asks one rendition's queue for one source, once; false where somebody else has done so meanwhile. */
export type Ask = (source: Source, rendition: PresetRendition, jobs: LedgerJob[]) => Promise<boolean>;

const REASON = 'backfill';

export function asker(config: ClientConfig, { ledgerTable, uploadsTopicArn }: Deployment): Ask {
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const sns = new SNSClient(config);
  return async (found, rendition, jobs) => {
    const key = requestedKey(found, rendition.name);
    const read = new GetCommand({ TableName: ledgerTable, Key: key, ConsistentRead: true });
    const source = alsoWished(found, readRequested((await dynamo.send(read)).Item));
    const { name, presetHash, queueUrl, bucket: outputBucket } = rendition;
    const jobId = jobIdOf(source, rendition);
    const message = { id: REASON, body: '', attributes: {} };
    const job = { jobId, source, rendition: name, presetHash, message, queueUrl, outputBucket };
    const known = jobs.find(one => one.jobId === jobId);
    if (!(await askForJob(job, known, { dynamo, table: ledgerTable }))) return false;
    const { bucket } = source;
    await sns.send(
      new PublishCommand({
        TopicArn: uploadsTopicArn,
        Message: writeRequest({ source: { bucket, key: source.key }, reason: REASON }),
        MessageAttributes: forRendition(name),
        ...inGroup('backfill'),
      }),
    );
    return true;
  };
}
