import { checkVersion } from '../request/wantedRange.ts';
import { sendXml } from '../response/xml.ts';
import type { S3Call } from '../s3Call.ts';
import { TAGGING, tagsOfHeader } from '../store/tags.ts';

export function getObjectTagging({ store, response, bucket, key, query }: S3Call): void {
  checkVersion(query.get('versionId'));
  const tags = tagsOfHeader(store.head(bucket, key).headers[TAGGING] ?? '');
  sendXml(response, 'Tagging', {
    TagSet: { Tag: tags.map(([Key, Value]) => ({ Key, Value })) },
  });
}
