import { checkVersion } from '../request/wantedRange.ts';
import type { S3Call } from '../s3Call.ts';

export function deleteObjectTagging({ store, response, bucket, key, query }: S3Call): void {
  checkVersion(query.get('versionId'));
  store.setTags(bucket, key, null);
  response.writeHead(204).end();
}
