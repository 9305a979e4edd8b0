import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Pruned } from '../../../contract/ledger/pruned.ts';
import { LEDGER_KEY } from '../../../contract/ledgerTable.ts';
import { isNoObject } from '../../aws/inputObject.ts';
import { headSource } from '../../stock/headObject.ts';
import type { Prunable } from './prunable.ts';

export interface PrunePlace {
  s3: S3Client;
  dynamo: DynamoDBDocumentClient;
  table: string;
  inputBucket: string;
}

/**
 * Deletes exactly that object; false where it has changed since, or its source has come back. Its job's item says so first: an
 * output that is gone then was not lost.
 */
export async function deleteObject(one: Prunable, place: PrunePlace): Promise<boolean> {
  const { s3, inputBucket } = place;
  for (const key of one.sourceKeys) if (await headSource(s3, inputBucket, key)) return false;
  try {
    await s3.send(new DeleteObjectCommand({ Bucket: one.bucket, Key: one.key, IfMatch: one.eTag }));
  } catch (error) {
    if (isNoObject(error)) return true;
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return false;
    throw error;
  }
  if (one.why !== 'left-over') await markPruned(one, place);
  return true;
}

async function markPruned({ jobId, key, why }: Prunable, { dynamo, table }: PrunePlace): Promise<void> {
  const pruned: Pruned = { at: new Date().toISOString(), why };
  const mark = new UpdateCommand({
    TableName: table,
    Key: { [LEDGER_KEY]: jobId },
    UpdateExpression: 'SET pruned = :pruned',
    // Of images the manifest speaks for all; whoever makes it anew meanwhile has another state.
    ConditionExpression: '#state = :complete AND #output.#key = :key',
    ExpressionAttributeNames: { '#state': 'state', '#output': 'output', '#key': 'key' },
    ExpressionAttributeValues: { ':pruned': pruned, ':complete': 'complete', ':key': key },
  });
  await dynamo.send(mark).catch(error => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
