import { checkVersion } from '../request/wantedRange.ts';
import { writeConditionOf } from '../request/writeConditionOf.ts';
import type { S3Call } from '../s3Call.ts';

/** Also when there was nothing to delete the answer is 204. */
export async function deleteObject({ store, response, bucket, key, query, headers }: S3Call): Promise<void> {
  checkVersion(query.get('versionId'));
  await store.delete(bucket, key, writeConditionOf(headers));
  response.writeHead(204).end();
}
