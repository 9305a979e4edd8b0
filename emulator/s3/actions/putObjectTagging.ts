import { readTagging } from '../body/readTagging.ts';
import { readXml } from '../body/readXml.ts';
import { checkVersion } from '../request/wantedRange.ts';
import type { S3Call } from '../s3Call.ts';
import { formatTags } from '../store/tags.ts';

/** Replaces all tags. AWS could announce this; here nobody asks to hear of it. */
export async function putObjectTagging(call: S3Call): Promise<void> {
  const { store, response, bucket, key, query } = call;
  checkVersion(query.get('versionId'));
  store.head(bucket, key);
  const tags = readTagging(await readXml(call, 'Tagging'));
  store.setTags(bucket, key, formatTags(tags));
  response.writeHead(200).end();
}
